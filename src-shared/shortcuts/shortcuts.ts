/**
 * Every shortcut there is, in one table: what the keys of the window do, what stands beside an entry of a menu or of the
 * palette, and what the sheet of shortcuts lists. How keys are written is chord.ts's.
 */
import { chordOf, type PressedKey } from './chord.ts'

export interface Shortcut {
  /** What it does, as an entry of the palette says it. */
  readonly label: string
  /** The chords that do it, the usual one first; none for what has to be chosen. */
  readonly keys: readonly string[]
  /** The chords of a Mac where they are others. */
  readonly macKeys?: readonly string[]
  /** Chords that do it too and are told nobody. */
  readonly quietKeys?: readonly string[]
  /** Whether every field has these keys for itself, or those alone in which a draft would be lost. */
  readonly yieldsTo?: 'fields' | 'drafts'
}

type Shortcuts = Readonly<Record<string, Shortcut>>

const finding = {
  palette: { label: 'Go to anything…', keys: ['Mod+K'] },
  'palette-actions': { label: 'Run an action…', keys: ['Mod+Shift+P'] },
  find: { label: 'Search everything', keys: ['Mod+Shift+F'] },
  'find-here': { label: 'Find in this conversation', keys: ['Mod+F'] },
  'next-hit': { label: 'Next hit', keys: ['F3'] },
  'previous-hit': { label: 'Previous hit', keys: ['Shift+F3'] },
  filter: { label: 'Filter this list', keys: ['Mod+Shift+K'] },
} as const satisfies Shortcuts

const going = {
  library: { label: 'Library', keys: ['Mod+1'] },
  imports: { label: 'Import', keys: ['Mod+2'] },
  exports: { label: 'Exports', keys: ['Mod+3'] },
  datasets: { label: 'Datasets', keys: ['Mod+4'] },
  insights: { label: 'Insights', keys: ['Mod+5'] },
  activity: { label: 'Activity log', keys: [] },
  settings: { label: 'Settings', keys: ['Mod+,'] },
  'previous-conversation': { label: 'Previous conversation', keys: ['Alt+Up'], yieldsTo: 'drafts' },
  'next-conversation': { label: 'Next conversation', keys: ['Alt+Down'], yieldsTo: 'drafts' },
  back: {
    label: 'Back to the conversation before',
    keys: ['Alt+Left'],
    macKeys: ['Mod+['],
    yieldsTo: 'drafts',
  },
  forward: { label: 'Forward again', keys: ['Alt+Right'], macKeys: ['Mod+]'], yieldsTo: 'drafts' },
  'next-pane': { label: 'Next pane', keys: ['F6'] },
  'previous-pane': { label: 'Previous pane', keys: ['Shift+F6'] },
  sidebar: { label: 'Show or hide the sidebar', keys: ['Mod+B'] },
  details: { label: 'Show or hide the details', keys: ['Mod+Alt+B'] },
} as const satisfies Shortcuts

const doing = {
  import: { label: 'Import files…', keys: ['Mod+O'] },
  'import-folder': { label: 'Import a folder…', keys: ['Mod+Shift+O'] },
  export: { label: 'Export…', keys: ['Mod+E'] },
  'export-listed': { label: 'Export all that is listed…', keys: ['Mod+Shift+E'] },
  undo: { label: 'Undo the last change', keys: ['Mod+Z'], yieldsTo: 'fields' },
  redo: { label: 'Redo', keys: ['Mod+Shift+Z', 'Mod+Y'], yieldsTo: 'fields' },
  shortcuts: { label: 'Keyboard shortcuts', keys: ['Mod+/', 'F1'] },
} as const satisfies Shortcuts

/** What the window does, wherever the focus is. */
export const windowShortcuts = { ...finding, ...going, ...doing }
export type WindowCommand = keyof typeof windowShortcuts

/** Of a list of conversations. */
export const listShortcuts = {
  move: {
    label: 'Move, and open what is stopped at',
    keys: ['Up', 'Down', 'Home', 'End', 'PageUp', 'PageDown'],
    quietKeys: ['Mod+Up', 'Mod+Down', 'Mod+Home', 'Mod+End'],
  },
  extend: {
    label: 'Select up to there',
    keys: ['Shift+Up', 'Shift+Down'],
    quietKeys: ['Shift+Home', 'Shift+End', 'Shift+PageUp', 'Shift+PageDown'],
  },
  mark: { label: 'Select one, or not', keys: ['Space'], quietKeys: ['Mod+Space'] },
  all: { label: 'Select all', keys: ['Mod+A'] },
  'leave-selection': { label: 'Select only this one again', keys: ['Escape'] },
  open: { label: 'Open', keys: ['Enter'] },
  rename: { label: 'Rename', keys: ['F2'] },
  delete: { label: 'Move to the trash', keys: ['Delete'], macKeys: ['Mod+Backspace', 'Delete'] },
  menu: { label: 'Actions', keys: ['Shift+F10', 'ContextMenu'] },
  'move-up': { label: 'Move up in its collection', keys: ['Alt+Up'] },
  'move-down': { label: 'Move down in its collection', keys: ['Alt+Down'] },
} as const satisfies Shortcuts

/** While a message has the focus. */
export const messageShortcuts = {
  'next-message': { label: 'Next message', keys: ['Down', 'J'] },
  'previous-message': { label: 'Previous message', keys: ['Up', 'K'] },
  first: { label: 'First message', keys: ['Home'] },
  last: { label: 'Last message', keys: ['End'] },
  'next-version': { label: 'Next version of it', keys: ['Right'] },
  'previous-version': { label: 'Previous version of it', keys: ['Left'] },
  'next-branch-point': { label: 'Next place where the conversation branches', keys: ['Alt+]'] },
  'previous-branch-point': { label: 'Previous place where it branches', keys: ['Alt+['] },
  fold: { label: 'Fold or unfold', keys: ['Space'] },
  copy: { label: 'Copy', keys: ['C'] },
  menu: { label: 'Actions', keys: ['Enter'], quietKeys: ['ContextMenu', 'Shift+F10'] },
  leave: { label: 'Back to the list', keys: ['Escape'] },
} as const satisfies Shortcuts
export type MessageCommand = keyof typeof messageShortcuts

/** Of the tree of branches, after the ARIA Authoring Practices. */
export const treeShortcuts = {
  move: { label: 'Move', keys: ['Up', 'Down', 'Home', 'End'] },
  fold: { label: 'Fold and unfold', keys: ['Left', 'Right'] },
  show: { label: 'Show that branch', keys: ['Enter', 'Space'] },
} as const satisfies Shortcuts

/** While two branches are compared. */
export const comparisonShortcuts = {
  'next-difference': { label: 'Next difference', keys: ['Alt+Down', 'N'] },
  'previous-difference': { label: 'Previous difference', keys: ['Alt+Up', 'P'] },
} as const satisfies Shortcuts

/** Of the palette's field. */
export const paletteShortcuts = {
  move: { label: 'Move', keys: ['Up', 'Down', 'Home', 'End', 'PageUp', 'PageDown'] },
  run: { label: 'Go there, or do it', keys: ['Enter'] },
  search: { label: 'Search everything for what was typed', keys: ['Mod+Enter'] },
  actions: { label: 'Actions only', keys: ['>'] },
  tags: { label: 'Tags only', keys: ['#'] },
  sources: { label: 'Sources only', keys: ['@'] },
} as const satisfies Shortcuts

const searching = {
  down: { label: 'From the field into the results', keys: ['Down'] },
  earlier: { label: 'Earlier searches in the field, and later ones', keys: ['Up', 'Down'] },
  forget: { label: 'Forget the earlier search that is chosen', keys: ['Delete'] },
  exact: { label: 'Search completely; open the first result', keys: ['Enter'] },
  clear: { label: 'Clear the field, then leave it', keys: ['Escape'] },
  up: { label: 'From the results back to the field', keys: ['Up', 'Escape'] },
  fold: { label: 'Fold and unfold the hits of a conversation', keys: ['Left', 'Right'] },
} as const satisfies Shortcuts

/** In the field of the search: how its words are found. */
export const matchShortcuts = {
  case: { label: 'Match case', keys: ['Alt+C'], macKeys: ['Mod+Alt+C'] },
  word: { label: 'Whole words', keys: ['Alt+W'], macKeys: ['Mod+Alt+W'] },
  pattern: { label: 'Regular expression', keys: ['Alt+R'], macKeys: ['Mod+Alt+R'] },
} as const satisfies Shortcuts

/** In dialogs and where notes are written. */
export const dialogShortcuts = {
  next: { label: 'Next field or button', keys: ['Tab', 'Shift+Tab'] },
  choose: { label: 'Among the choices of one field', keys: ['Up', 'Down', 'Left', 'Right'] },
  note: { label: 'Save a note', keys: ['Mod+Enter'] },
  close: { label: 'Close', keys: ['Escape'] },
} as const satisfies Shortcuts

/** What the system's menu has by itself (Electron's roles). */
const system = {
  larger: { label: 'Larger', keys: ['Mod+Plus'] },
  smaller: { label: 'Smaller', keys: ['Mod+-'] },
  usual: { label: 'As large as usual', keys: ['Mod+0'] },
  quit: { label: 'Quit', keys: ['Mod+Q'] },
} as const satisfies Shortcuts

/** All shortcuts by where they hold, as the sheet lists them. */
export const shortcutGroups: readonly { readonly title: string; readonly shortcuts: Shortcuts }[] = [
  { title: 'Find', shortcuts: finding },
  { title: 'Move around', shortcuts: going },
  { title: 'Import, export, undo', shortcuts: doing },
  { title: 'In a list of conversations', shortcuts: listShortcuts },
  { title: 'On a message', shortcuts: messageShortcuts },
  { title: 'In the tree of branches', shortcuts: treeShortcuts },
  { title: 'Comparing branches', shortcuts: comparisonShortcuts },
  { title: 'In search', shortcuts: { ...searching, ...matchShortcuts } },
  { title: 'In the palette', shortcuts: paletteShortcuts },
  { title: 'In dialogs and notes', shortcuts: dialogShortcuts },
  { title: 'Window', shortcuts: system },
]

/** The chords that a reader is told of; the usual one first. */
export function keysOf({ keys, macKeys }: Shortcut, isMac: boolean): readonly string[] {
  return isMac ? (macKeys ?? keys) : keys
}

/** What of a table a key stands for, null for a key that is none of its own. */
export function shortcutFor<Name extends string>(
  table: Readonly<Record<Name, Shortcut>>,
  pressed: PressedKey,
  isMac: boolean,
): Name | null {
  return namesOf(table, isMac).get(chordOf(pressed, isMac)) ?? null
}

const known = new WeakMap<object, Map<boolean, ReadonlyMap<string, string>>>()

function namesOf<Name extends string>(
  table: Readonly<Record<Name, Shortcut>>,
  isMac: boolean,
): ReadonlyMap<string, Name> {
  const bySystem = known.get(table) ?? new Map<boolean, ReadonlyMap<string, string>>()
  known.set(table, bySystem)
  const names =
    bySystem.get(isMac) ??
    new Map(
      Object.entries<Shortcut>(table).flatMap(([name, shortcut]) =>
        [...keysOf(shortcut, isMac), ...(shortcut.quietKeys ?? [])].map((chord) => [chord, name]),
      ),
    )
  bySystem.set(isMac, names)
  return names as ReadonlyMap<string, Name>
}
