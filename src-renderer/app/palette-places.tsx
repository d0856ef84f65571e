/** Where the palette leads: conversations, views, places of the library, sections of the settings, the reader's own lists. */
import type { LibraryRow } from '@shared/contract/library.ts'
import { type WindowCommand, windowShortcuts } from '@shared/shortcuts/shortcuts.ts'
import {
  Archive,
  Copy,
  Folder,
  History,
  Import,
  ListFilter,
  type LucideIcon,
  MessagesSquare,
  Search,
  Settings,
  Star,
  Trash2,
} from 'lucide-react'
import { useLibrary } from '../features/library/library-store.ts'
import { type Place, placeKey, sourceName } from '../features/library/places.ts'
import { useSmartLists } from '../features/library/smart-lists-store.ts'
import { useCollections } from '../features/organise/collections-store.ts'
import type { PaletteEntry } from '../features/palette/arrange.ts'
import { type SettingsHeading, settingsSections } from '../features/settings/sections.ts'
import { TagDot } from '../tags/TagDot.tsx'
import { useTags } from '../tags/tags-store.ts'
import { countText } from '../ui/counts.ts'
import { dateText } from '../ui/dates.ts'
import { shortcutText } from '../ui/shortcut-keys.ts'
import { SourceDot } from '../ui/SourceDot.tsx'
import { runCommand } from './commands.ts'
import { goToConversation, goToList, goToSearch } from './go.ts'
import { views } from './views.ts'
import { showSettings } from './window-store.ts'

export function conversationEntry({
  id,
  title,
  source,
  status,
  updatedAt,
  createdAt,
}: LibraryRow): PaletteEntry {
  const name = sourceName(useLibrary.getState().counts, source)
  const isAway = status === 'archived' ? 'archived · ' : ''
  return {
    id: `conversation ${id}`,
    group: 'conversations',
    label: title,
    detail: `${isAway}${name} · ${dateText(updatedAt ?? createdAt)}`,
    mark: <SourceDot source={source} />,
    run: () => goToConversation(id),
  }
}

export function searchEntry(text: string): PaletteEntry {
  return {
    id: 'search',
    group: 'search',
    label: `Search everything for “${text}”`,
    mark: <Search />,
    run: () => goToSearch(text),
  }
}

/** All that can be gone to beside conversations. */
export function placeEntries(): PaletteEntry[] {
  return [
    ...viewEntries(),
    ...libraryEntries(),
    ...settingsEntries(),
    ...listEntries(),
    ...tagEntries(),
    ...sourceEntries(),
  ]
}

function viewEntries(): PaletteEntry[] {
  return [
    ...views.map(({ command, label, icon }) => viewEntry(command, label, icon)),
    viewEntry('find', 'Search', Search),
    { ...viewEntry('activity', 'Activity log', History), isOffered: false },
  ]
}

function viewEntry(command: WindowCommand, label: string, Icon: LucideIcon): PaletteEntry {
  return {
    ...shown(shortcutText(windowShortcuts[command])),
    id: `view ${command}`,
    group: 'places',
    label,
    mark: <Icon />,
    isOffered: true,
    run: () => runCommand(command),
  }
}

function libraryEntries(): PaletteEntry[] {
  const { counts } = useLibrary.getState()
  const lastImport = counts?.lastImport ?? null
  return [
    placeEntry({ kind: 'all' }, 'All conversations', <MessagesSquare />, counts?.current),
    placeEntry({ kind: 'favorites' }, 'Favorites', <Star />, counts?.favorites),
    ...(lastImport === null
      ? []
      : [
          placeEntry(
            { kind: 'import', importIds: lastImport.importIds },
            'Just imported',
            <Import />,
            lastImport.conversations,
          ),
        ]),
    placeEntry({ kind: 'archived' }, 'Archived', <Archive />, counts?.archived),
    placeEntry({ kind: 'duplicates' }, 'Duplicates', <Copy />),
    placeEntry({ kind: 'trash' }, 'Trash', <Trash2 />, counts?.trash),
  ]
}

/** Other words for what stands in a section. */
const inSections: Readonly<Partial<Record<SettingsHeading, string>>> = {
  Appearance: 'theme light dark',
  Data: 'originals trash delete all folder',
  'Watched folder': 'downloads',
  Export: 'file names sensitive',
  'Local API': 'server port token',
  Backup: 'restore',
  Archive: 'index rebuild compact sizes disk',
  About: 'version',
}

function settingsEntries(): PaletteEntry[] {
  return settingsSections.map((heading) => ({
    id: `settings ${heading}`,
    group: 'places',
    label: `Settings: ${heading}`,
    also: inSections[heading] ?? '',
    mark: <Settings />,
    run: () => showSettings(heading),
  }))
}

function listEntries(): PaletteEntry[] {
  const { lists, counts } = useSmartLists.getState()
  return [
    ...useCollections
      .getState()
      .collections.map(({ id, name, conversations }) =>
        placeEntry({ kind: 'collection', collectionId: id }, name, <Folder />, conversations, 'lists'),
      ),
    ...lists.map((search) =>
      placeEntry({ kind: 'smart-list', search }, search.name, <ListFilter />, counts.get(search.id), 'lists'),
    ),
  ]
}

function tagEntries(): PaletteEntry[] {
  return useTags
    .getState()
    .tags.map(({ id, name, color, conversations }) =>
      placeEntry({ kind: 'tag', tagId: id }, name, <TagDot color={color} />, conversations, 'tags'),
    )
}

function sourceEntries(): PaletteEntry[] {
  const sources = useLibrary.getState().counts?.sources ?? []
  return sources.map(({ source, name, conversations }) =>
    placeEntry({ kind: 'source', source }, name, <SourceDot source={source} />, conversations, 'sources'),
  )
}

function placeEntry(
  place: Place,
  label: string,
  mark: PaletteEntry['mark'],
  count?: number,
  group: PaletteEntry['group'] = 'places',
): PaletteEntry {
  return {
    ...(count === undefined ? {} : { detail: countText(count) }),
    id: `place ${placeKey(place)}`,
    group,
    label,
    mark,
    run: () => goToList(place),
  }
}

function shown(shortcut: string): { shortcut?: string } {
  return shortcut === '' ? {} : { shortcut }
}
