/** What is being dragged over the window and dropped on it, and whether it is looked at before it comes in. */
import type { ChosenFile } from '@shared/contract/desktop.ts'

/** Bytes up to which a single file is imported at once: it is done before a question could be read. */
export const smallFile = 5_000_000

/** How many files and folders a drag carries; 0 when it carries none, such as selected text. */
export function draggedFiles(transfer: Pick<DataTransfer, 'types' | 'items'> | null): number {
  if (transfer === null || !transfer.types.includes('Files')) return 0
  const files = [...transfer.items].filter((item) => item.kind === 'file').length
  // Some systems keep the number to themselves until the drop.
  return Math.max(files, 1)
}

/** The files and folders of a drop; `pathOf` answers an empty path for what is on no disk, which is left out. */
export function droppedFiles(
  transfer: Pick<DataTransfer, 'items'> | null,
  pathOf: (file: File) => string,
): ChosenFile[] {
  return [...(transfer?.items ?? [])].flatMap((item) => {
    const file = item.getAsFile()
    const path = file === null ? '' : pathOf(file)
    if (file === null || path === '') return []
    // A folder has a size of its own on some systems, which says nothing of what is in it.
    return [{ path, size: item.webkitGetAsEntry()?.isDirectory === true ? null : file.size }]
  })
}

/** Whether a person sees what files hold before they come in: all but a single small file. */
export function isPreviewed(files: readonly ChosenFile[]): boolean {
  const [file] = files
  return files.length > 1 || file === undefined || file.size === null || file.size > smallFile
}
