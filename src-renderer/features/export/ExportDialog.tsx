/** The export dialog: file name, format, options and a preview of the true output. Enter exports, Escape leaves. */
import { Dialog } from '@base-ui/react/dialog'
import { CornerDownLeft } from 'lucide-react'
import { type SubmitEvent, useRef } from 'react'
import { counted } from '../../ui/counts.ts'
import { type ExportedConversation, formatOf, offeredOptions, optionsOf } from './export-choices.ts'
import {
  chooseFormat,
  chooseOption,
  closeExportDialog,
  nameFile,
  startExport,
  useExport,
} from './export-store.ts'
import { ExportPreview } from './ExportPreview.tsx'
import { FileNameField } from './FileNameField.tsx'
import { FormatCards } from './FormatCards.tsx'
import { isUsableName } from './file-name.ts'
import { OptionField } from './OptionField.tsx'
import './export.css'

export function ExportDialog() {
  const conversations = useExport((state) => state.conversations)
  const field = useRef<HTMLInputElement>(null)
  return (
    <Dialog.Root open={conversations !== null} onOpenChange={(open) => !open && closeExportDialog()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="veil" />
        <Dialog.Popup
          className="dialog export-dialog"
          initialFocus={() => {
            field.current?.select()
            return field.current ?? true
          }}
        >
          {conversations !== null && <ExportForm conversations={conversations} field={field} />}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

type FormProps = {
  conversations: readonly ExportedConversation[]
  field: React.RefObject<HTMLInputElement | null>
}

function ExportForm({ conversations, field }: FormProps) {
  const state = useExport()
  const format = formatOf(state)
  const [first] = conversations
  if (format === null || first === undefined) return null
  const isOne = conversations.length === 1
  const values = optionsOf(state)
  const canExport = !isOne || isUsableName(state.fileName)
  const submit = (event: SubmitEvent): void => {
    event.preventDefault()
    if (canExport) void startExport()
  }
  return (
    <form onSubmit={submit}>
      <Dialog.Title className="dialog-title">
        Export {isOne ? `“${first.title}”` : counted(conversations.length, 'conversation')}
      </Dialog.Title>
      <div className="export-columns">
        <div>
          {isOne ? (
            <FileNameField
              fieldRef={field}
              name={state.fileName}
              extension={format.extension}
              onChange={nameFile}
            />
          ) : (
            <p className="export-several">Each becomes a file of its own, named after its title.</p>
          )}
          <FormatCards formats={state.formats} formatId={format.id} onChoose={chooseFormat} />
          <p className="format-purpose">{format.purpose}</p>
          <div className="options" role="group" aria-label="Options">
            {offeredOptions(state.formats, format.id).map(({ option, isSupported }) => (
              <OptionField
                key={option.name}
                option={option}
                isSupported={isSupported}
                value={values[option.name] ?? option.initial}
                onChange={(value) => chooseOption(option.name, value)}
              />
            ))}
          </div>
        </div>
        <ExportPreview preview={state.preview} format={format} title={isOne ? null : first.title} />
      </div>
      <footer className="dialog-footer">
        <Dialog.Close className="button">Cancel</Dialog.Close>
        <button type="submit" className="button primary" disabled={!canExport}>
          Export
          <CornerDownLeft aria-hidden />
        </button>
      </footer>
    </form>
  )
}
