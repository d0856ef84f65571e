/** The sheet that shows what files hold before anything of them comes in. Escape and Cancel leave the archive as it is. */
import { Dialog } from '@base-ui/react/dialog'
import { countText, counted } from '../../ui/counts.ts'
import { lastOfPath } from '../../ui/path-name.ts'
import { useFormats } from './formats-store.ts'
import { fileCount, previewCounts, type PreviewState, type ReadyPreview, unlistedCount } from './preview.ts'
import { closePreview, importPicked, pick, readAs, usePreview } from './preview-store.ts'
import { PreviewBar } from './PreviewBar.tsx'
import { PreviewFiles } from './PreviewFiles.tsx'
import { PreviewProgress } from './PreviewProgress.tsx'
import { PreviewTable } from './PreviewTable.tsx'
import './import.css'
import './preview.css'

export function PreviewSheet() {
  const preview = usePreview((state) => state.preview)
  return (
    <Dialog.Root
      open={preview.kind !== 'closed'}
      disablePointerDismissal
      onOpenChange={(open) => !open && closePreview()}
    >
      <Dialog.Portal>
        <Dialog.Backdrop className="veil" />
        <Dialog.Popup className="dialog preview-sheet">
          {preview.kind !== 'closed' && <SheetContent preview={preview} />}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

function SheetContent({ preview }: { preview: Exclude<PreviewState, { kind: 'closed' }> }) {
  const { paths } = preview
  const [first] = paths
  const name = paths.length === 1 && first !== undefined ? lastOfPath(first) : counted(paths.length, 'file')
  const count = preview.kind === 'ready' ? preview.picked.size + fileCount(preview.previews) : 0
  return (
    <>
      <Dialog.Title className="dialog-title">Import from {name}</Dialog.Title>
      <div className="preview-body">
        {preview.kind === 'ready' ? <Found preview={preview} /> : <PreviewProgress jobId={preview.jobId} />}
      </div>
      <footer className="dialog-footer">
        {preview.kind === 'ready' && (
          <p className="preview-sum" role="status">
            {sumText(preview)}
          </p>
        )}
        <Dialog.Close className="button">Cancel</Dialog.Close>
        <button
          type="button"
          className="button primary"
          disabled={count === 0 || (preview.kind === 'ready' && preview.rereading !== null)}
          onClick={() => void importPicked()}
        >
          {count === 0 ? 'Import' : `Import ${countText(count)}`}
        </button>
      </footer>
    </>
  )
}

function Found({ preview }: { preview: ReadyPreview }) {
  const formats = useFormats((state) => state.formats)
  return (
    <>
      <PreviewFiles
        previews={preview.previews}
        formats={formats}
        chosen={preview.formats}
        rereading={preview.rereading?.file ?? null}
        onChoose={(file, format) => void readAs(file, format)}
      />
      {preview.previews.some(({ state }) => state !== 'refused') && (
        <>
          <PreviewBar preview={preview} />
          <PreviewTable preview={preview} onPick={pick} />
        </>
      )}
    </>
  )
}

/** "2 of 3 picked · 40 more are here already, unchanged, and not listed" */
function sumText({ previews, picked }: ReadyPreview): string {
  const files = fileCount(previews)
  const withRows = previews.filter(({ lateFiles }) => lateFiles === undefined)
  const counts = previewCounts(withRows)
  const offered = counts.new + counts.updated
  const unlisted = unlistedCount(withRows)
  return [
    ...(files > 0 ? [`${counted(files, 'file')} that messages in the archive miss`] : []),
    ...(offered > 0 ? [`${countText(picked.size)} of ${counted(offered, 'conversation')} picked`] : []),
    ...(offered === 0 && files === 0 ? ['Nothing here is new to the archive'] : []),
    ...(unlisted > 0
      ? [
          `${countText(unlisted)} more ${unlisted === 1 ? 'is' : 'are'} here already, unchanged, and not listed`,
        ]
      : []),
  ].join(' · ')
}
