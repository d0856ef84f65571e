/** Tells the reader that exports have arrived in the watched folder, and leads to them. */
import type { FoundExport } from '@shared/contract/watch.ts'
import { closeReport } from '../features/import/imports-store.ts'
import { takeIn } from '../features/import/preview-store.ts'
import { counted } from '../ui/counts.ts'
import { lastOfPath } from '../ui/path-name.ts'
import { showToast } from '../ui/toasts.ts'
import { showView } from './window-store.ts'

/** One toast for all of them; none for none. */
export function tellFound(found: readonly FoundExport[]): void {
  const [first, ...others] = found
  if (first === undefined) return
  const show = {
    label: 'Show',
    run: () => {
      closeReport()
      showView('import')
    },
  }
  if (others.length > 0) {
    showToast({
      tone: 'neutral',
      title: `${counted(found.length, 'new export')} in the watched folder`,
      actions: [show],
    })
    return
  }
  showToast({
    tone: 'neutral',
    title: `New export from ${first.formatName}: ${lastOfPath(first.paths[0] ?? '')}`,
    actions: [{ label: 'Preview', run: () => void previewFound(first) }, show],
  })
}

/** Shows what an export holds, however small it is. */
async function previewFound({ paths }: FoundExport): Promise<void> {
  await takeIn(paths.map((path) => ({ path, size: null })))
}
