/** The library: places, list or search results, and the reader, in three panes whose widths are remembered. */
import type { LibrarySort } from '@shared/contract/library.ts'
import { useEffect, useRef } from 'react'
import { Group, type Layout, Panel, Separator } from 'react-resizable-panels'
import { openExportDialog } from '../features/export/export-store.ts'
import { LibraryPane } from '../features/library/LibraryPane.tsx'
import { goToPlace, openConversation, sortBy, useLibrary } from '../features/library/library-store.ts'
import { Places } from '../features/library/Places.tsx'
import { type Place, sourceName } from '../features/library/places.ts'
import '../features/library/library.css'
import { firstLine, isSearching, type ResultLine, resultLines } from '../features/search/search.ts'
import { activateLine, clearSearch, useSearch } from '../features/search/search-store.ts'
import { searchWords } from '../features/search/search-words.ts'
import { SearchField } from '../features/search/SearchField.tsx'
import { SearchResults } from '../features/search/SearchResults.tsx'
import { changeSettings, useSettings } from '../features/settings/settings-store.ts'
import { ConversationReader } from '../features/viewer/ConversationReader.tsx'
import { exportOpenConversation } from './commands.ts'
import { ReaderPlaceholder } from './ReaderPlaceholder.tsx'
import { answerSearchCall, callSearch, useWindow } from './window-store.ts'

/** In per cent of the window that the panes share. */
const usualPanes: Layout = { places: 16.5, list: 24.7, reader: 58.8 }

export function LibraryScreen() {
  const counts = useLibrary((state) => state.counts)
  const place = useLibrary((state) => state.place)
  const open = useLibrary((state) => state.open)
  const isSearchOn = useSearch(isSearching)
  const panes = useSettings((state) => state.settings?.panes)
  const isSearchCalled = useWindow((state) => state.isSearchCalled)
  const field = useRef<HTMLInputElement>(null)
  const results = useRef<HTMLDivElement>(null)
  const list = useRef<HTMLDivElement>(null)

  useEffect(() => {
    if (!isSearchCalled) return
    field.current?.focus()
    field.current?.select()
    answerSearchCall()
  }, [isSearchCalled])

  const leaveDown = (): void => {
    const target = results.current ?? list.current?.querySelector<HTMLElement>('[role="listbox"]')
    target?.focus()
  }
  return (
    <main className="library-screen" aria-label="Library">
      <Group
        className="panes"
        id="library"
        orientation="horizontal"
        defaultLayout={isWholeLayout(panes) ? panes : usualPanes}
        onLayoutChanged={(layout, { isUserInteraction }) =>
          isUserInteraction && void changeSettings({ panes: layout })
        }
      >
        <Panel id="places" minSize={140} className="pane">
          <Places counts={counts} place={place} onChoose={leaveSearchFor} />
        </Panel>
        <Separator className="splitter" aria-label="Width of the places" />
        <Panel id="list" minSize={190} className="pane">
          <section className="list-pane" aria-label="Conversations" data-pane ref={list}>
            <SearchField fieldRef={field} onLeaveDown={leaveDown} onEnter={openActiveResult} />
            {isSearchOn ? (
              <SearchResults
                listRef={results}
                sourceNameOf={(source) => sourceName(counts, source)}
                onOpen={openResult}
                onLeaveUp={() => field.current?.focus()}
              />
            ) : (
              <LibraryPane onSort={keepSort} onExport={(chosen) => void openExportDialog(chosen)} />
            )}
          </section>
        </Panel>
        <Separator className="splitter" aria-label="Width of the list" />
        <Panel id="reader" minSize={240} className="pane">
          <div className="reader-pane" data-pane tabIndex={-1}>
            {open === null ? (
              <ReaderPlaceholder onSearch={callSearch} />
            ) : (
              <ConversationReader
                conversationId={open.conversationId}
                target={open.target}
                onExport={() => void exportOpenConversation()}
              />
            )}
          </div>
        </Panel>
      </Group>
    </main>
  )
}

function leaveSearchFor(place: Place): void {
  clearSearch()
  goToPlace(place)
}

function keepSort(sort: LibrarySort): void {
  sortBy(sort)
  void changeSettings({ sort })
}

/** Opens the line of the results that is active, else the first that is a hit. */
function openActiveResult(): void {
  const { answer, active } = useSearch.getState()
  const lines = answer === null ? [] : resultLines(answer)
  const line = lines[active < 0 ? firstLine(lines) : active]
  if (line === undefined) return
  activateLine(lines.indexOf(line))
  openResult(line)
}

/** Opens a found message where it stands, with the words marked; a found title opens its conversation. */
function openResult(line: ResultLine): void {
  const { conversation } = line.group
  if (line.kind === 'conversation') return openConversation(conversation.id)
  const { leafKey, messageKey } = line.hit
  const words = searchWords(useSearch.getState().answered)
  openConversation(conversation.id, { leafKey, messageKey, words })
}

function isWholeLayout(panes: Layout | undefined): panes is Layout {
  return panes !== undefined && Object.keys(usualPanes).every((id) => panes[id] !== undefined)
}
