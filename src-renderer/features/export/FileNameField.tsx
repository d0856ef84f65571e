/** The name of the file, without its extension. What no file name may hold is left out while it is typed. */
import { type RefObject, useState } from 'react'
import { isUsableName, sanitiseTypedName } from './file-name.ts'

type Props = {
  fieldRef: RefObject<HTMLInputElement | null>
  name: string
  extension: string
  onChange: (name: string) => void
}

export function FileNameField({ fieldRef, name, extension, onChange }: Props) {
  const [removed, setRemoved] = useState('')
  const hint = !isUsableName(name)
    ? 'A file needs a name.'
    : removed === ''
      ? null
      : `A file name cannot hold ${removed}`
  return (
    <div className="field">
      <label htmlFor="export-file-name">Filename</label>
      <div className="file-name">
        <input
          id="export-file-name"
          ref={fieldRef}
          className="input"
          aria-describedby="export-file-hint"
          aria-invalid={!isUsableName(name)}
          spellCheck={false}
          value={name}
          onBlur={() => setRemoved('')}
          onChange={(event) => {
            const typed = sanitiseTypedName(event.target.value)
            // What was left out stays said while the name is typed on.
            if (typed.removed !== '') setRemoved(typed.removed)
            onChange(typed.name)
          }}
        />
        <span className="file-extension">.{extension}</span>
      </div>
      <p id="export-file-hint" className="field-hint" role="status">
        {hint}
      </p>
    </div>
  )
}
