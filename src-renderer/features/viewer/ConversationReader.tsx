/**
 * The reader: one conversation with its head, its messages and its branches.
 *
 * Which conversation is open and where it was found is the app's business; exporting it is the export dialog's.
 */
import { MessageSquareDashed, SearchX, TriangleAlert } from 'lucide-react'
import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { call } from '../../bridge.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { showFailure } from '../../ui/toasts.ts'
import { BranchComparison } from './comparison/BranchComparison.tsx'
import { useFind } from './find-store.ts'
import { FindBar } from './FindBar.tsx'
import type { ReaderDesk } from './reader-desk.ts'
import { ReaderHeader } from './ReaderHeader.tsx'
import { branchTotal, indexOfKey, leafThrough, placesOn, shownPath } from './reading-tree.ts'
import { SidePanel } from './SidePanel.tsx'
import { Transcript } from './Transcript.tsx'
import { leafOf, useConversation } from './use-conversation.ts'
import type { ConversationView, ReaderTarget } from './use-conversation.ts'
import { useIsWide } from './use-is-wide.ts'
import { useSourceName } from './use-source-name.ts'
import { useViewer } from './viewer-store.ts'
import 'katex/dist/katex.min.css'
import '../../../resources/export/reading.css'
import './viewer.css'

type Props = {
  conversationId: string
  /** A message to go to and the words to mark in it. A new object goes there again, also in the open conversation. */
  target: ReaderTarget | null
  /** Conversations like this one, for the panel beside it. */
  similar: ReactNode
  desk: ReaderDesk
  onExport: () => void
  /** Leads to a new dataset with the conversation chosen. */
  onDataset: () => void
  onFind: () => void
  /** Called for a step to the next hit or the one before. */
  onFindStep: (step: 1 | -1) => void
}

export function ConversationReader({ conversationId, target, ...shown }: Props) {
  const state = useConversation(conversationId, target)
  useHiddenMessagesSetting()
  if (state.kind === 'open') {
    const isLeaving = state.view.opened.row.id !== conversationId
    return (
      <section className="reader" aria-label="Conversation" aria-busy={isLeaving}>
        <OpenReader key={state.view.opened.row.id} view={state.view} isLeaving={isLeaving} {...shown} />
      </section>
    )
  }
  return (
    <section className="reader" aria-label="Conversation" aria-busy={state.kind === 'loading'}>
      {state.kind === 'loading' && <p className="reader-loading">Opening the conversation…</p>}
      {state.kind === 'failed' && (
        <Failure isMissing={state.error.kind === 'not-found'} message={state.error.message} />
      )}
    </section>
  )
}

function Failure({ isMissing, message }: { isMissing: boolean; message: string }) {
  return isMissing ? (
    <EmptyState icon={SearchX} title="This conversation is no longer in the archive">
      <p>Choose another one from the list.</p>
    </EmptyState>
  ) : (
    <EmptyState icon={TriangleAlert} title="This conversation could not be opened">
      <p>{message}</p>
    </EmptyState>
  )
}

type OpenProps = Omit<Props, 'conversationId' | 'target'> & {
  view: ConversationView
  /** Whether another conversation is about to stand in its place. */
  isLeaving: boolean
}

function OpenReader({ view, isLeaving, similar, desk, onExport, onDataset, onFind, onFindStep }: OpenProps) {
  const { opened, reading } = view
  const leafKey = useViewer((state) => state.leafKey)
  const showsHidden = useViewer((state) => state.showsHidden)
  const wantsPanel = useViewer((state) => state.isPanelOpen)
  const showPanel = useViewer((state) => state.showPanel)
  // What follows the results is about the conversation that comes.
  const isFinding = useFind((state) => state.isOpen && !(isLeaving && state.isFollowing))
  const main = useRef<HTMLDivElement>(null)
  const isWide = useIsWide(main)
  const isPanelOpen = wantsPanel ?? isWide
  const sourceName = useSourceName(opened.row.source)
  const leaf = useMemo(() => leafOf(view, leafKey), [view, leafKey])
  const path = useMemo(() => shownPath(reading, leaf), [reading, leaf])
  const places = useMemo(() => placesOn(reading, path), [reading, path])
  const hiddenMessages = useMemo(() => reading.spine.hidden.filter(Boolean).length, [reading])
  const [announcement, setAnnouncement] = useState({ text: '', turn: 0 })
  const announce = useCallback(
    (text: string) => setAnnouncement(({ turn }) => ({ text, turn: turn + 1 })),
    [],
  )
  const isRenaming = useViewer((state) => state.isRenaming)
  const focusFeed = (): void => focusFeedIn(main.current)
  const rename = (begins: boolean): void => {
    // What was edited goes; the focus would go with it.
    if (!begins && document.activeElement?.closest('.reader-title')) focusFeed()
    useViewer.getState().rename(begins)
  }
  const goTo = (messageKey: number): void => {
    const index = indexOfKey(reading, messageKey)
    const through = reading.spine.keys[leafThrough(reading, index, leaf)]
    if (index >= 0 && through !== undefined) useViewer.getState().goTo(through, { messageKey, words: [] })
  }
  useRememberedBranch(view, leafKey)
  // Who was sent here before it had come waits at the pane.
  useEffect(() => {
    if (document.activeElement?.matches('.reader-pane')) focusFeedIn(main.current)
  }, [])

  return (
    <>
      <ReaderHeader
        opened={opened}
        sourceName={sourceName}
        branches={branchTotal(reading)}
        hiddenMessages={hiddenMessages}
        showsHidden={showsHidden}
        isPanelOpen={isPanelOpen}
        desk={desk}
        isRenaming={isRenaming}
        onRename={rename}
        onExport={onExport}
        onDataset={onDataset}
        onFind={onFind}
        onShowHidden={showHiddenMessages}
        onShowPanel={showPanel}
      />
      {isFinding && <FindBar conversationId={opened.row.id} onStep={onFindStep} onClose={focusFeed} />}
      <div ref={main} className="reader-main">
        {path.length === 0 ? (
          <EmptyState icon={MessageSquareDashed} title="This conversation holds no messages">
            <p>Its title and dates are kept; the file it came from has nothing more.</p>
          </EmptyState>
        ) : (
          <Transcript
            view={view}
            path={path}
            places={places}
            sourceName={sourceName}
            desk={desk}
            announce={announce}
          />
        )}
        {isPanelOpen && (
          <SidePanel
            view={view}
            leaf={leaf}
            places={places}
            sourceName={sourceName}
            similar={similar}
            notes={desk.notesPanel(goTo)}
          />
        )}
      </div>
      <BranchComparison view={view} shownLeaf={leaf} feed={() => feedIn(main.current)} />
      <p className="visually-hidden" role="status">
        {/* Another element each time: the same words said twice are two announcements. */}
        <span key={announcement.turn}>{announcement.text}</span>
      </p>
    </>
  )
}

function focusFeedIn(element: HTMLElement | null): void {
  feedIn(element)?.focus()
}

function feedIn(element: HTMLElement | null): HTMLElement | null {
  return element?.querySelector<HTMLElement>('[role="feed"]') ?? null
}

/** Tells the archive which branch is looked at, so that it opens there again and an export of it is what was seen. */
function useRememberedBranch({ opened }: ConversationView, leafKey: number | null): void {
  const remembered = useRef(opened.spine.keys[opened.shownLeaf])
  useEffect(() => {
    if (leafKey === null || leafKey === remembered.current) return
    remembered.current = leafKey
    call('conversation.showBranch', { id: opened.row.id, leafKey }).catch((error: unknown) =>
      showFailure('The branch was not remembered', error),
    )
  }, [opened.row.id, leafKey])
}

function useHiddenMessagesSetting(): void {
  useEffect(() => {
    call('settings.get', {})
      .then((settings) => useViewer.getState().showHidden(settings.showHiddenMessages))
      .catch((error: unknown) => showFailure('The settings could not be read', error))
  }, [])
}

function showHiddenMessages(showHiddenMessagesNow: boolean): void {
  useViewer.getState().showHidden(showHiddenMessagesNow)
  call('settings.change', { showHiddenMessages: showHiddenMessagesNow }).catch((error: unknown) =>
    showFailure('The setting was not kept', error),
  )
}
