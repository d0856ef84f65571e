/**
 * What the reader has chosen: the branch, the message in focus, what is unfolded, where to go next.
 * What the conversation holds is asked for, not kept here. Messages are named by key, so that a choice outlives a reload.
 */
import { create } from 'zustand'
import type { SoughtWord } from '../../ui/find-words.ts'

/** A message to be brought into view, with the words to mark in it. A new object is a new wish, even for the same message. */
export interface Destination {
  readonly messageKey: number
  readonly words: readonly SoughtWord[]
}

/** What is to get the keyboard's focus. A new object is a new wish. */
export interface FocusWish {
  readonly messageKey: number
  readonly on: 'message' | 'previous-version' | 'next-version'
  /** Whether the page may move to bring it into view; a new version appears where the one before stood. */
  readonly mayScroll: boolean
}

export type PanelTab = 'branches' | 'info' | 'notes' | 'similar'

export interface ViewerState {
  readonly conversationId: string | null
  /** The last message of the branch shown; null before a conversation is open or when it is empty. */
  readonly leafKey: number | null
  readonly destination: Destination | null
  readonly focusWish: FocusWish | null
  /** The message that keys act on. */
  readonly focusKey: number | null
  /** The place on the path that the reader has reached: the first message in view. */
  readonly place: number
  /** Hidden messages whose folding differs from the rule of `showsHidden`. */
  readonly toggledHidden: ReadonlySet<number>
  /** Lines of the Branches panel that were folded or unfolded against the rule. */
  readonly toggledRuns: ReadonlySet<number>
  readonly showsHidden: boolean
  /** Whether the title is being edited. */
  readonly isRenaming: boolean
  /** Whose versions are being compared, null where the reader is; null itself while nothing is. */
  readonly comparing: { readonly messageKey: number | null } | null
  readonly panelTab: PanelTab
  /** null leaves it to the width of the window. */
  readonly isPanelOpen: boolean | null
}

export const initialViewer: ViewerState = {
  conversationId: null,
  leafKey: null,
  destination: null,
  focusWish: null,
  focusKey: null,
  place: 0,
  toggledHidden: new Set(),
  toggledRuns: new Set(),
  showsHidden: false,
  isRenaming: false,
  comparing: null,
  panelTab: 'branches',
  isPanelOpen: null,
}

/** Begins a conversation: everything that belonged to the one before is forgotten, the panel stays as it is. */
export function openConversation(
  state: ViewerState,
  conversationId: string,
  leafKey: number | null,
  destination: Destination | null,
): ViewerState {
  return {
    ...initialViewer,
    conversationId,
    leafKey,
    destination,
    focusKey: destination?.messageKey ?? null,
    showsHidden: state.showsHidden,
    panelTab: state.panelTab,
    isPanelOpen: state.isPanelOpen,
  }
}

/** Shows a branch and goes to a message of it. */
export function goTo(state: ViewerState, leafKey: number, destination: Destination): ViewerState {
  return { ...state, leafKey, destination, focusKey: destination.messageKey }
}

/** Shows a branch and leaves the page where it is; the focus goes to the version that was chosen. */
export function showVersion(state: ViewerState, leafKey: number, focusWish: FocusWish): ViewerState {
  return { ...state, leafKey, focusWish, focusKey: focusWish.messageKey }
}

/** The message that keys act on from now on. */
function focusMessage(state: ViewerState, key: number): ViewerState {
  return state.focusKey === key ? state : { ...state, focusKey: key }
}

/** Whether a hidden message is folded into one line. */
export function isFolded(state: Pick<ViewerState, 'showsHidden' | 'toggledHidden'>, key: number): boolean {
  return state.showsHidden === state.toggledHidden.has(key)
}

/** A set with the member taken out if it is in, put in if it is not. */
export function toggled<Member>(set: ReadonlySet<Member>, member: Member): ReadonlySet<Member> {
  const next = new Set(set)
  if (!next.delete(member)) next.add(member)
  return next
}

/** Shows or folds all hidden messages; single choices are forgotten. */
export function showHidden(state: ViewerState, showsHidden: boolean): ViewerState {
  return { ...state, showsHidden, toggledHidden: new Set() }
}

interface ViewerActions {
  readonly open: (conversationId: string, leafKey: number | null, destination: Destination | null) => void
  readonly goTo: (leafKey: number, destination: Destination) => void
  readonly showVersion: (leafKey: number, focusWish: FocusWish) => void
  /** The words of a search are no longer marked. */
  readonly forgetDestination: () => void
  readonly wishFocus: (focusWish: FocusWish) => void
  readonly focusMessage: (key: number) => void
  readonly reach: (place: number) => void
  readonly toggleHidden: (key: number) => void
  readonly toggleRun: (key: number) => void
  readonly showHidden: (showsHidden: boolean) => void
  /** Begins the editing of the title, or ends it. */
  readonly rename: (isRenaming: boolean) => void
  /** Sets two branches side by side, or ends it. */
  readonly compare: (comparing: ViewerState['comparing']) => void
  readonly chooseTab: (panelTab: PanelTab) => void
  readonly showPanel: (isPanelOpen: boolean) => void
}

export const useViewer = create<ViewerState & ViewerActions>()((set) => ({
  ...initialViewer,
  open: (conversationId, leafKey, destination) =>
    set((state) => openConversation(state, conversationId, leafKey, destination)),
  goTo: (leafKey, destination) => set((state) => goTo(state, leafKey, destination)),
  showVersion: (leafKey, focusWish) => set((state) => showVersion(state, leafKey, focusWish)),
  forgetDestination: () => set({ destination: null }),
  wishFocus: (focusWish) => set({ focusWish, focusKey: focusWish.messageKey }),
  focusMessage: (key) => set((state) => focusMessage(state, key)),
  reach: (place) => set((state) => (state.place === place ? state : { place })),
  toggleHidden: (key) => set((state) => ({ toggledHidden: toggled(state.toggledHidden, key) })),
  toggleRun: (key) => set((state) => ({ toggledRuns: toggled(state.toggledRuns, key) })),
  showHidden: (showsHidden) => set((state) => showHidden(state, showsHidden)),
  rename: (isRenaming) => set({ isRenaming }),
  compare: (comparing) => set({ comparing }),
  chooseTab: (panelTab) => set({ panelTab }),
  showPanel: (isPanelOpen) => set({ isPanelOpen }),
}))
