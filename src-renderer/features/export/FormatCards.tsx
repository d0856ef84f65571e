/** The formats as cards: radio buttons, so that the arrow keys walk over them. */
import type { ExportFormat } from '@shared/contract/export.ts'

type Props = {
  formats: readonly ExportFormat[]
  formatId: string
  onChoose: (formatId: string) => void
}

export function FormatCards({ formats, formatId, onChoose }: Props) {
  return (
    <fieldset className="format-cards">
      <legend>Format</legend>
      <div>
        {formats.map((format) => (
          <label key={format.id} title={`${format.name}: ${format.purpose}`}>
            <input
              type="radio"
              name="export-format"
              value={format.id}
              checked={format.id === formatId}
              onChange={() => onChoose(format.id)}
            />
            {shortName(format.name)}
            <small>.{format.extension}</small>
          </label>
        ))}
      </div>
    </fieldset>
  )
}

/** What stands in brackets behind a long name is its short one: "AI Conversation History (DTI)". */
function shortName(name: string): string {
  return /\(([^)]+)\)$/.exec(name)?.[1] ?? name
}
