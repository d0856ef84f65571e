/** What can be typed into a query, on demand: forms and filters, each of which is put into the field on a click. */
import { Popover } from '@base-ui/react/popover'
import { CircleHelp } from 'lucide-react'
import { useState } from 'react'
import { explainedFilters, explainedForms } from './filters-explained.ts'

type Props = {
  /** Called with what was chosen: `source:`. */
  onInsert: (text: string) => void
  /** What gets the focus back. */
  focusAfter: () => HTMLElement | null
}

export function FilterHelp({ onInsert, focusAfter }: Props) {
  const [isOpen, setIsOpen] = useState(false)
  const choose = (text: string): void => {
    setIsOpen(false)
    onInsert(text)
  }
  return (
    <Popover.Root open={isOpen} onOpenChange={setIsOpen}>
      <Popover.Trigger
        className="button quiet small icon"
        aria-label="What can be searched for"
        title="What can be searched for"
      >
        <CircleHelp aria-hidden />
      </Popover.Trigger>
      <Popover.Portal>
        {/* Over the whole of the buttons below the field rather than half of one. */}
        <Popover.Positioner
          className="menu-positioner"
          align="start"
          alignOffset={-68}
          sideOffset={8}
          collisionPadding={8}
        >
          <Popover.Popup className="menu filter-help" finalFocus={() => focusAfter()}>
            <Popover.Title className="menu-label">Words</Popover.Title>
            <ul>
              {explainedForms.map(({ form, meaning }) => (
                <li key={form}>
                  <button type="button" className="filter-line" onClick={() => choose(form)}>
                    <code>{form}</code> <span>{meaning}</span>
                  </button>
                </li>
              ))}
            </ul>
            <h3 className="menu-label">Filters</h3>
            <ul>
              {explainedFilters.map(({ name, meaning, example }) => (
                <li key={name}>
                  <button
                    type="button"
                    className="filter-line"
                    title={`For example ${example}`}
                    onClick={() => choose(`${name}:`)}
                  >
                    <code>{name}:</code> <span>{meaning}</span>
                  </button>
                </li>
              ))}
            </ul>
            <p className="filter-note">
              Several values with commas: <code>source:claude,chatgpt</code>. Days as <code>2024</code>,{' '}
              <code>2024-05-01</code> or <code>day-7</code>. Anything else is looked for as it stands.
            </p>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  )
}
