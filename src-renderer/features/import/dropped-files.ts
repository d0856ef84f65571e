/** What is being dragged over the window, as far as the system tells before it is dropped. */

/** How many files and folders a drag carries; 0 when it carries none, such as selected text. */
export function draggedFiles(transfer: Pick<DataTransfer, 'types' | 'items'> | null): number {
  if (transfer === null || !transfer.types.includes('Files')) return 0
  const files = [...transfer.items].filter((item) => item.kind === 'file').length
  // Some systems keep the number to themselves until the drop.
  return Math.max(files, 1)
}
