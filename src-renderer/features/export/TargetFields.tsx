/** Where several conversations go: a folder, one ZIP or one file, and how their files are named. */
import type { RefObject } from 'react'
import type { ExportFormat } from '@shared/contract/export.ts'
import { Segmented } from '../../ui/Segmented.tsx'
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

const targets: readonly { readonly value: Into; readonly label: string }[] = [
  { value: 'folder', label: 'A folder' },
  { value: 'zip', label: 'One ZIP' },
  { value: 'file', label: 'One file' },
]

export function TargetFields(props: Props) {
  const { format, into } = props
  return (
    <>
      <div className="field">
        <p className="field-label">Write into</p>
        <Segmented
          label="Write into"
          value={into}
          choices={targets.map(({ value, label }) => ({
            value,
            label,
            isDisabled: value === 'file' && !format.joins,
          }))}
          onChange={props.onChooseInto}
        />
        {!format.joins && (
          <p className="field-note">One file: Not supported. A {format.name} holds one conversation.</p>
        )}
      </div>
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
          <label htmlFor="export-template">
            File names <span className="field-aside">{'{title} {date} {today} {source} {model}'}</span>
          </label>
          <input
            id="export-template"
            className="input"
            aria-label="File names"
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
        </div>
      )}
    </>
  )
}

function exampleOf({ nameTemplate, exampleName, format }: Props): string {
  return nameTemplate.trim() === '' ? 'Files need a name.' : `For example: ${exampleName}.${format.extension}`
}
