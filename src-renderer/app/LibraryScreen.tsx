/**
 * The library in three panes whose widths are remembered: places, list, reader. While something is searched for, facets
 * stand in the place of the places and results in that of the list.
 */
import type { LibrarySort } from '@shared/contract/library.ts'
import { type KeyboardEvent, useEffect, useRef } from 'react'
import { Group, type Layout, Panel, Separator } from 'react-resizable-panels'
import { ExportFound } from '../features/export/ExportFound.tsx'
import { goToPlace, openConversation, sortBy, useLibrary } from '../features/library/library-store.ts'
import { Places } from '../features/library/Places.tsx'
import { SaveSearch } from '../features/library/SaveSearch.tsx'
import { SmartLists } from '../features/library/SmartLists.tsx'
import { sourceName } from '../features/library/places.ts'
import '../features/library/library.css'
import { askForNotes } from '../features/organise/notes-store.ts'
import { FacetPane } from '../features/search/FacetPane.tsx'
import { isSearching } from '../features/search/search.ts'
import { typeQuery, useSearch } from '../features/search/search-store.ts'
import { SearchField } from '../features/search/SearchField.tsx'
import { SearchResults } from '../features/search/SearchResults.tsx'
import { DuplicatesPane } from '../features/similar/DuplicatesPane.tsx'
import { SimilarConversations } from '../features/similar/SimilarConversations.tsx'
import { changeSettings, useSettings } from '../features/settings/settings-store.ts'
import { ConversationReader } from '../features/viewer/ConversationReader.tsx'
import { exportOpenConversation, makeDatasetOf } from './commands.ts'
import { exportListed } from './export-listed.ts'
import { findInConversation, stepOrFind } from './find.ts'
import { ListOfPlace } from './ListOfPlace.tsx'
import { openActiveResult, openResult } from './open-result.ts'
import { OwnLists } from './OwnLists.tsx'
import { readerDesk } from './reader-desk.tsx'
import { ReaderPlaceholder } from './ReaderPlaceholder.tsx'
import { answerSearchCall, callSearch, useWindow } from './window-store.ts'

/** In per cent of the window that the panes share. */
const usualPanes: Layout = { places: 16.5, list: 26.5, reader: 57 }

export function LibraryScreen() {
  const counts = useLibrary((state) => state.counts)
  const place = useLibrary((state) => state.place)
  const open = useLibrary((state) => state.open)
  const isSearchOn = useSearch(isSearching)
  const query = useSearch((state) => state.query)
  const panes = useSettings((state) => state.settings?.panes)
  const layout = isWholeLayout(panes) ? panes : usualPanes
  const isSidebarHidden = useSettings((state) => state.settings?.hidesSidebar ?? false)
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

  const openId = open?.conversationId ?? null
  useEffect(() => void askForNotes(openId), [openId])

  const leaveDown = (): void => {
    const target = results.current ?? list.current?.querySelector<HTMLElement>('[role="listbox"]')
    target?.focus()
  }
  const sourceNameOf = (source: string): string => sourceName(counts, source)
  /** What Escape in the reader leads back to. */
  const onReaderKey = (event: KeyboardEvent): void => {
    // What happens in a menu or dialog that it opened is not its own.
    const isInside = event.target instanceof Node && event.currentTarget.contains(event.target)
    if (event.key === 'Escape' && isInside && !event.defaultPrevented) leaveDown()
  }
  return (
    <main className="library-screen" aria-label="Library">
      <Group
        className="panes"
        id="library"
        orientation="horizontal"
        defaultLayout={isSidebarHidden ? withoutPlaces(layout) : layout}
        onLayoutChanged={(changed, { isUserInteraction }) =>
          isUserInteraction && void changeSettings({ panes: withPlaces(changed, layout) })
        }
      >
        {!isSidebarHidden && (
          <>
            <Panel id="places" minSize={140} className="pane">
              {isSearchOn ? (
                <FacetPane sourceNameOf={sourceNameOf} />
              ) : (
                <Places counts={counts} place={place} onChoose={goToPlace}>
                  <OwnLists place={place} />
                  <SmartLists place={place} onChoose={goToPlace} onSearch={searchFor} />
                </Places>
              )}
            </Panel>
            <Separator className="splitter" aria-label="Width of the places" />
          </>
        )}
        <Panel id="list" minSize={190} className="pane">
          <section className="list-pane" aria-label="Conversations" data-pane ref={list}>
            <SearchField fieldRef={field} onLeaveDown={leaveDown} onEnter={openActiveResult} />
            {isSearchOn ? (
              <SearchResults
                fieldRef={field}
                listRef={results}
                sourceNameOf={sourceNameOf}
                tools={
                  <>
                    <SaveSearch query={query} />
                    <ExportFound onExport={exportListed} />
                  </>
                }
                onOpen={openResult}
                onLeaveUp={() => field.current?.focus()}
              />
            ) : place.kind === 'duplicates' ? (
              <DuplicatesPane
                openId={openId}
                sourceNameOf={sourceNameOf}
                onOpen={openConversation}
                onShowAll={() => goToPlace({ kind: 'all' })}
              />
            ) : (
              <ListOfPlace place={place} onSort={keepSort} />
            )}
          </section>
        </Panel>
        <Separator className="splitter" aria-label="Width of the list" />
        <Panel id="reader" minSize={240} className="pane">
          <div className="reader-pane" data-pane tabIndex={-1} onKeyDown={onReaderKey}>
            {open === null ? (
              <ReaderPlaceholder onSearch={callSearch} />
            ) : (
              <ConversationReader
                conversationId={open.conversationId}
                target={open.target}
                similar={
                  <SimilarConversations
                    conversationId={open.conversationId}
                    sourceNameOf={sourceNameOf}
                    onOpen={openConversation}
                    onSearch={searchFor}
                  />
                }
                desk={readerDesk}
                onExport={() => void exportOpenConversation()}
                onDataset={() => makeDatasetOf(open.conversationId)}
                onFind={findInConversation}
                onFindStep={stepOrFind}
              />
            )}
          </div>
        </Panel>
      </Group>
    </main>
  )
}

function searchFor(query: string): void {
  typeQuery(query)
  callSearch()
}

function keepSort(sort: LibrarySort): void {
  sortBy(sort)
  void changeSettings({ sort })
}

/** The layout of the panes that are left when the places are hidden: they share the room as they did. */
function withoutPlaces({ places = 0, ...rest }: Layout): Layout {
  const factor = 100 / (100 - places)
  return Object.fromEntries(Object.entries<number>(rest).map(([id, width]) => [id, width * factor]))
}

/** A layout in which the places have the width that they had before, where they are hidden. */
function withPlaces(layout: Layout, before: Layout): Layout {
  if (layout['places'] !== undefined) return layout
  const { places = 0 } = before
  const factor = (100 - places) / 100
  const others = Object.entries(layout).map(([id, width]) => [id, width * factor])
  return { places, ...Object.fromEntries(others) }
}

function isWholeLayout(panes: Layout | undefined): panes is Layout {
  return panes !== undefined && Object.keys(usualPanes).every((id) => panes[id] !== undefined)
}
