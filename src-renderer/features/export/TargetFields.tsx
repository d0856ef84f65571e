/** Where several conversations go: a folder, one ZIP or one file, and how their files are named. */
import type { RefObject } from 'react'
import type { ExportFormat } from '@shared/contract/export.ts'
import type { Into } from './export-choices.ts'
import { FileNameField } from './FileNameField.tsx'

type Props = {
  format: ExportFormat
  into: Into
  fileName: string
  nameTemplate: string
  /** How the template names the first conversation. */
  exampleName: string
  fieldRef: RefObject<HTMLInputElement | null>
  onChooseInto: (into: Into) => void
  onNameFile: (name: string) => void
  onTemplate: (template: string) => void
}

const targets: readonly { readonly into: Into; readonly label: string }[] = [
  { into: 'folder', label: 'A folder' },
  { into: 'zip', label: 'One ZIP' },
  { into: 'file', label: 'One file' },
]

export function TargetFields(props: Props) {
  const { format, into } = props
  return (
    <>
      <fieldset className="targets">
        <legend>Write into</legend>
        <div>
          {targets.map((target) => {
            const isSupported = target.into !== 'file' || format.joins
            return (
              <label key={target.into} className={isSupported ? undefined : 'is-disabled'}>
                <input
                  type="radio"
                  name="export-into"
                  value={target.into}
                  checked={into === target.into}
                  disabled={!isSupported}
                  onChange={() => props.onChooseInto(target.into)}
                />
                {target.label}
                {!isSupported && <small>Not supported</small>}
              </label>
            )
          })}
        </div>
      </fieldset>
      {into !== 'folder' && (
        <FileNameField
          fieldRef={props.fieldRef}
          name={props.fileName}
          extension={into === 'zip' ? 'zip' : format.extension}
          onChange={props.onNameFile}
        />
      )}
      {into !== 'file' && (
        <div className="field">
          <label htmlFor="export-template">File names</label>
          <input
            id="export-template"
            className="input"
            aria-describedby="export-template-example"
            aria-invalid={props.nameTemplate.trim() === ''}
            maxLength={200}
            spellCheck={false}
            value={props.nameTemplate}
            onChange={(event) => props.onTemplate(event.target.value)}
          />
          <p id="export-template-example" className="field-note" title={exampleOf(props)}>
            {exampleOf(props)}
          </p>
          <p className="field-note">
            Fills in {'{title}'}, {'{date}'}, {'{today}'}, {'{source}'} and {'{model}'}.
          </p>
        </div>
      )}
    </>
  )
}

function exampleOf({ nameTemplate, exampleName, format }: Props): string {
  return nameTemplate.trim() === '' ? 'Files need a name.' : `For example: ${exampleName}.${format.extension}`
}
