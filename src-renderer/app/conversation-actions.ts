/**
 * What can be done to conversations, the same in the menu of a row, the bar of a selection and the head of the reader:
 * where library, tags, collections, trash and export meet.
 */
import type { LibraryRow } from '@shared/contract/library.ts'
import { listShortcuts, windowShortcuts } from '@shared/shortcuts/shortcuts.ts'
import {
  Archive,
  ArchiveRestore,
  ArrowDown,
  ArrowUp,
  BookOpen,
  Braces,
  CopyPlus,
  FileOutput,
  FolderMinus,
  FolderPlus,
  Pencil,
  Sparkles,
  Star,
  StarOff,
  Tags,
  Trash2,
  Undo2,
} from 'lucide-react'
import { openExport } from '../features/export/export-store.ts'
import {
  actOnOpen,
  actOnSelection,
  existingRowsOf,
  moveToTrash,
  openRow,
  restore,
  startRenaming,
  statusWork,
  type Work,
} from '../features/library/library-actions.ts'
import { openConversation, useLibrary } from '../features/library/library-store.ts'
import { arrangedCollection } from '../features/library/library.ts'
import { isInTrash } from '../features/library/places.ts'
import { moveSelection } from '../features/library/use-arranging.ts'
import { pickCollection, takeFromCollection } from '../features/organise/collections-store.ts'
import { duplicate, suggestTitle } from '../features/organise/copies.ts'
import { showRecord } from '../features/record/record-store.ts'
import { pickTags } from '../features/tags/tag-actions.ts'
import { removeForGood } from '../features/trash/trash-store.ts'
import type { Action } from '../ui/ActionMenu.tsx'
import { shortcutText } from '../ui/shortcut-keys.ts'

/** The conversations that actions are about, and the way of doing something to them. */
interface AtHand {
  readonly count: number
  /** As many of them as are known at once; what is offered depends on them. */
  readonly known: readonly LibraryRow[]
  readonly isInTrash: boolean
  /** The collection whose list they stand in. */
  readonly collectionId: number | null
  /** The same, where that list stands in its own order. */
  readonly arrangedId: number | null
  /** Null where there is nothing to open. */
  readonly open: (() => void) | null
  readonly rename: () => void
  readonly act: (work: Work) => Promise<void>
}

/** Selected rows that are looked at to know what to offer. */
const lookedAt = 200

/** For what is selected in the list. */
export function selectionActions(): Action[] {
  const { selection, rows, place } = useLibrary.getState()
  const { active, keys } = selection
  const known = [...keys].slice(0, lookedAt).flatMap((key) => rows.get(key)?.row ?? [])
  return actionsOf({
    count: keys.size,
    known,
    isInTrash: isInTrash(place),
    collectionId: place.kind === 'collection' ? place.collectionId : null,
    arrangedId: arrangedCollection(useLibrary.getState()),
    open: () => active !== null && void openRow(active),
    rename: () => active !== null && startRenaming(active),
    act: actOnSelection,
  })
}

/** For the conversation that the reader shows. */
export function openActions(row: LibraryRow, rename: () => void): Action[] {
  return actionsOf({
    count: 1,
    known: [row],
    isInTrash: row.status === 'deleted',
    collectionId: null,
    arrangedId: null,
    open: null,
    rename,
    act: (work) => actOnOpen(row, work),
  })
}

/** Marks a conversation as favorite, or no longer. */
export function favoriteAction(row: LibraryRow): Action {
  return favoriteOf([row], (work) => actOnOpen(row, work))
}

/** Brings a conversation back from the trash or from the archived ones; null where it is in neither. */
export function bringBackAction(row: LibraryRow): Action | null {
  if (row.status === 'deleted') return restoreOf((work) => actOnOpen(row, work))
  return row.status === 'archived' ? archiveOf([row], (work) => actOnOpen(row, work)) : null
}

function actionsOf(hand: AtHand): Action[] {
  const { count, known, rename, act } = hand
  const [only] = known
  const one = count === 1 && only ? only : null
  const exportAction: Action = {
    label: 'Export…',
    icon: FileOutput,
    shortcut: shortcutText(windowShortcuts.export),
    isFrequent: true,
    run: () => void withIds((ids) => void openExport({ ids })),
  }
  /** Looks and leaves all as it is. */
  const withRows = (look: (rows: readonly LibraryRow[]) => void): Promise<void> =>
    hand.open === null ? Promise.resolve(look(known)) : selectedRows().then(look)
  const withIds = (look: (ids: string[]) => void): Promise<void> =>
    withRows((rows) => look(rows.map(({ id }) => id)))
  const openAction: Action[] =
    hand.open === null || one === null
      ? []
      : [{ label: 'Open', icon: BookOpen, shortcut: shortcutText(listShortcuts.open), run: hand.open }]
  if (hand.isInTrash) {
    return [
      ...openAction,
      restoreOf(act),
      exportAction,
      {
        label: 'Delete for good…',
        icon: Trash2,
        isFrequent: true,
        isDangerous: true,
        beginsGroup: true,
        run: () => void act(removeForGood),
      },
    ]
  }
  const { collectionId, arrangedId } = hand
  return [
    ...openAction,
    ...(one === null
      ? []
      : [
          { label: 'Rename', icon: Pencil, shortcut: shortcutText(listShortcuts.rename), run: rename },
          { label: 'Suggest title', icon: Sparkles, run: () => void suggestTitle(one.id) },
        ]),
    { label: 'Tags…', icon: Tags, isFrequent: true, beginsGroup: true, run: () => void withRows(pickTags) },
    { label: 'Add to collection…', icon: FolderPlus, run: () => void withIds(pickCollection) },
    ...(collectionId === null
      ? []
      : [
          {
            label: 'Take out of this collection',
            icon: FolderMinus,
            run: () => void act((rows) => takeFromCollection(collectionId, idsOf(rows))),
          },
        ]),
    ...(arrangedId === null
      ? []
      : [
          {
            label: 'Move up',
            icon: ArrowUp,
            shortcut: shortcutText(listShortcuts['move-up']),
            run: () => void moveSelection(arrangedId, -1),
          },
          {
            label: 'Move down',
            icon: ArrowDown,
            shortcut: shortcutText(listShortcuts['move-down']),
            run: () => void moveSelection(arrangedId, 1),
          },
        ]),
    { ...favoriteOf(known, act), beginsGroup: true },
    archiveOf(known, act),
    ...(one === null ? [] : [{ label: 'Duplicate', icon: CopyPlus, run: () => void openDuplicate(one.id) }]),
    exportAction,
    ...(one === null ? [] : [recordAction(one)]),
    {
      label: 'Delete',
      icon: Trash2,
      shortcut: shortcutText(listShortcuts.delete),
      isFrequent: true,
      isDangerous: true,
      beginsGroup: true,
      run: () => void act(moveToTrash),
    },
  ]
}

function recordAction({ id, title }: LibraryRow): Action {
  return {
    label: 'Show as received…',
    icon: Braces,
    run: () => showRecord({ conversationId: id, title, messageKey: null }),
  }
}

function favoriteOf(known: readonly LibraryRow[], act: AtHand['act']): Action {
  const isMarked = known.length > 0 && known.every(({ status }) => status === 'favorite')
  return isMarked
    ? {
        label: 'Remove from favorites',
        icon: StarOff,
        run: () => void act(statusWork('active', 'No longer a favorite')),
      }
    : {
        label: 'Add to favorites',
        icon: Star,
        run: () => void act(statusWork('favorite', 'Favorite')),
      }
}

function restoreOf(act: AtHand['act']): Action {
  return { label: 'Restore', icon: Undo2, isFrequent: true, run: () => void act(restore) }
}

function archiveOf(known: readonly LibraryRow[], act: AtHand['act']): Action {
  const isArchived = known.length > 0 && known.every(({ status }) => status === 'archived')
  return isArchived
    ? {
        label: 'Unarchive',
        icon: ArchiveRestore,
        isFrequent: true,
        run: () => void act(statusWork('active', 'Back in the library')),
      }
    : {
        label: 'Archive',
        icon: Archive,
        isFrequent: true,
        run: () => void act(statusWork('archived', 'Archived')),
      }
}

function idsOf(rows: readonly LibraryRow[]): string[] {
  return rows.map(({ id }) => id)
}

async function selectedRows(): Promise<LibraryRow[]> {
  return await existingRowsOf([...useLibrary.getState().selection.keys])
}

async function openDuplicate(id: string): Promise<void> {
  const row = await duplicate(id)
  if (row !== null) openConversation(row.id)
}
