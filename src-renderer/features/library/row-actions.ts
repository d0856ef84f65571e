/** What the menu of a row offers: the same things as the keys, named. */
import { BookOpen, FileOutput, Pencil, Trash2, Undo2 } from 'lucide-react'
import type { Action } from '../../ui/ActionMenu.tsx'
import { isMac } from '../../ui/platform.ts'

type Choices = {
  isTrash: boolean
  /** How many conversations the actions are about. */
  count: number
  open: () => void
  rename: () => void
  exportThem: () => void
  remove: () => void
  restore: () => void
}

export function rowActions({ isTrash, count, ...choices }: Choices): Action[] {
  const actions: Action[] = []
  if (count === 1) actions.push({ label: 'Open', icon: BookOpen, shortcut: 'Enter', run: choices.open })
  if (count === 1 && !isTrash) {
    actions.push({ label: 'Rename', icon: Pencil, shortcut: 'F2', run: choices.rename })
  }
  const exportKeys = isMac ? '⌘E' : 'Ctrl+E'
  actions.push({ label: 'Export…', icon: FileOutput, shortcut: exportKeys, run: choices.exportThem })
  actions.push(
    isTrash
      ? { label: 'Restore', icon: Undo2, run: choices.restore }
      : { label: 'Delete', icon: Trash2, shortcut: 'Del', isDangerous: true, run: choices.remove },
  )
  return actions
}
