/** What is chosen for an export: name, format, options, what is done about sensitive data; and what it comes to. */
import { Dialog } from '@base-ui/react/dialog'
import { CornerDownLeft } from 'lucide-react'
import type { KeyboardEvent, RefObject, SubmitEvent } from 'react'
import { CheckProgress } from '../../sensitive/CheckProgress.tsx'
import { Segmented } from '../../ui/Segmented.tsx'
import { sensitiveChoices, sensitiveKinds } from '../../ui/sensitive-choices.ts'
import {
  type ExportState,
  formatOf,
  intoOf,
  knownFindings,
  offeredOptions,
  optionsOf,
  type Subject,
} from './export-choices.ts'
import {
  backToChoices,
  chooseFormat,
  chooseInto,
  chooseOption,
  chooseSensitive,
  chooseTemplate,
  copyExport,
  nameFile,
  review,
  startExport,
} from './export-store.ts'
import { ExportPreview } from './ExportPreview.tsx'
import { FileNameField } from './FileNameField.tsx'
import { isUsableName } from './file-name.ts'
import { FormatCards } from './FormatCards.tsx'
import { OptionField } from './OptionField.tsx'
import { SensitiveNote } from './SensitiveFooter.tsx'
import { TargetFields } from './TargetFields.tsx'

type Props = {
  state: ExportState
  subject: Subject
  fieldRef: RefObject<HTMLInputElement | null>
}

export function ExportForm({ state, subject, fieldRef }: Props) {
  const format = formatOf(state)
  if (format === null) return null
  const isOne = subject.ids.length === 1
  const into = intoOf(state)
  const isChecking = state.stage.kind === 'checking'
  const isNamed =
    (into === 'folder' || isUsableName(state.fileName)) &&
    (into === 'file' || state.nameTemplate.trim() !== '')
  const canExport = isNamed && !isChecking
  const values = optionsOf(state)
  const isText = state.preview.kind === 'text'

  const submit = (event: SubmitEvent): void => {
    event.preventDefault()
    if (canExport) void startExport()
  }
  return (
    <form className="export-form" onSubmit={submit} onKeyDown={submitByEnter}>
      <div className="export-columns">
        <div className="export-choices" tabIndex={-1}>
          {isOne ? (
            <FileNameField
              fieldRef={fieldRef}
              name={state.fileName}
              extension={format.extension}
              onChange={nameFile}
            />
          ) : (
            <TargetFields
              format={format}
              into={into}
              fileName={state.fileName}
              nameTemplate={state.nameTemplate}
              exampleName={state.exampleName}
              fieldRef={fieldRef}
              onChooseInto={chooseInto}
              onNameFile={nameFile}
              onTemplate={(template) => void chooseTemplate(template)}
            />
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
        <ExportPreview
          preview={state.preview}
          format={format}
          title={isOne ? null : subject.title}
          bytes={bytesOf(state) ?? state.estimate}
          onCopy={isOne && isText ? () => void copyExport() : undefined}
        />
      </div>
      <footer className="dialog-footer">
        <div className="export-sensitive" title={sensitiveKinds}>
          <span>Sensitive data</span>
          <Segmented
            label="Sensitive data"
            value={state.sensitive}
            choices={sensitiveChoices}
            onChange={chooseSensitive}
          />
        </div>
        {state.stage.kind === 'checking' ? (
          <CheckProgress jobId={state.stage.jobId} />
        ) : (
          <SensitiveNote
            sensitive={state.sensitive}
            known={knownFindings(state)}
            isOne={isOne}
            onReview={() => void review()}
          />
        )}
        {isChecking ? (
          <button type="button" className="button" onClick={backToChoices}>
            Cancel
          </button>
        ) : (
          <Dialog.Close className="button">Cancel</Dialog.Close>
        )}
        <button type="submit" className="button primary" disabled={!canExport}>
          Export
          <CornerDownLeft aria-hidden />
        </button>
      </footer>
    </form>
  )
}

/** The size of the one file, where its preview tells it. */
function bytesOf({ preview, subject }: ExportState): number | null {
  return preview.kind === 'text' && subject?.ids.length === 1 ? preview.bytes : null
}

/** Enter exports from everywhere but where it presses a button or opens a list; menus are outside of the form's own tree. */
function submitByEnter(event: KeyboardEvent<HTMLFormElement>): void {
  const { currentTarget: form, target } = event
  if (event.key !== 'Enter' || event.defaultPrevented || !(target instanceof HTMLElement)) return
  if (!form.contains(target) || target.closest('button, input:not([type="radio"], [type="checkbox"])')) return
  event.preventDefault()
  form.requestSubmit()
}
