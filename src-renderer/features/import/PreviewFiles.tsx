/** The files of a preview: what each was taken for and why, and the way to have it read as something else. */
import type { ImportFormat } from '@shared/contract/jobs.ts'
import type { ImportPreview } from '@shared/job.ts'
import { bytesText, counted } from '../../ui/counts.ts'
import { lastOfPath } from '../../ui/path-name.ts'
import { SelectField } from '../../ui/SelectField.tsx'
import { SourceDot } from '../../ui/SourceDot.tsx'
import { formatsByName } from './formats.ts'
import { failureTitle, reasonOf } from './import-outcome.ts'
import type { ChosenFormats } from './preview.ts'
import { Reason } from './Reason.tsx'

type Props = {
  previews: readonly ImportPreview[]
  formats: readonly ImportFormat[]
  chosen: ChosenFormats
  /** The file that is being read once more; null for none. */
  rereading: string | null
  /** Has a file read as a format; null as it is recognised. */
  onChoose: (file: string, format: string | null) => void
}

/** Stands for "as it is recognised" among the formats, none of which has an empty id. */
const recognised = ''

export function PreviewFiles({ previews, formats, chosen, rereading, onChoose }: Props) {
  const named = formatsByName(formats).map(({ id, name }) => ({ value: id, label: name }))
  return (
    <ul className="preview-files" aria-label="Files">
      {refusedFirst(previews).map((preview) => {
        const { file, parts, size, found, format, error } = preview
        const name = lastOfPath(file)
        return (
          <li key={file}>
            <span className="preview-file" title={parts.join('\n')}>
              {format !== null && <SourceDot source={format} />}
              <strong>{name}</strong>
              <span className="preview-file-size">
                {parts.length > 1 && `and ${counted(parts.length - 1, 'more part')} · `}
                {bytesText(size)}
                {error === null && ` · ${counted(found, 'conversation')}`}
              </span>
            </span>
            <SelectField
              label={`Format of ${name}`}
              value={chosen[file] ?? recognised}
              choices={[
                { value: recognised, label: recognisedName(preview, chosen[file] !== undefined) },
                ...named,
              ]}
              isDisabled={rereading !== null}
              onChange={(value) => onChoose(file, value === recognised ? null : value)}
            />
            <p className={error === null ? 'preview-reason' : 'preview-reason is-bad'}>
              {rereading === file ? (
                'Reading…'
              ) : error === null ? (
                <Reason text={preview.reason} />
              ) : (
                `${failureTitle(error.kind)}. ${reasonOf(error)}`
              )}
            </p>
          </li>
        )
      })}
    </ul>
  )
}

/** What cannot be read must not lie below the edge of a long list. */
function refusedFirst(previews: readonly ImportPreview[]): ImportPreview[] {
  return previews.toSorted((a, b) => Number(a.error === null) - Number(b.error === null))
}

function recognisedName({ formatName }: ImportPreview, isChosen: boolean): string {
  if (isChosen) return 'As recognised'
  return formatName ?? 'Not recognised'
}
