/** The two ways to choose what to import with a dialog. */
import { FileInput, FolderInput } from 'lucide-react'
import { chooseAndTakeIn } from './preview-store.ts'

export function ImportButtons() {
  return (
    <div className="import-buttons">
      <button type="button" className="button primary" onClick={() => void chooseAndTakeIn('files')}>
        <FileInput aria-hidden />
        Import files…
      </button>
      <button type="button" className="button" onClick={() => void chooseAndTakeIn('folder')}>
        <FolderInput aria-hidden />
        Import folder…
      </button>
    </div>
  )
}
