/** Chooses whose conversations an archive holds: found by typing, since an archive may know thousands. */
import { Combobox } from '@base-ui/react/combobox'
import type { Assistant } from '@shared/contract/html-archives.ts'
import { Check, ChevronDown } from 'lucide-react'
import { useId } from 'react'
import { countText } from '../../ui/counts.ts'
import { SourceDot } from '../../ui/SourceDot.tsx'

type Props = {
  assistants: readonly Assistant[]
  /** The id of the chosen one. */
  value: string
  onChange: (assistantId: string) => void
}

/** More than these are not drawn at once; typing narrows them down. */
const mostDrawn = 200

const kinds: Readonly<Record<Assistant['kind'], string>> = {
  all: 'all sources',
  source: 'source',
  model: 'model',
  assistant: 'assistant',
  project: 'project',
}

export function AssistantField({ assistants, value, onChange }: Props) {
  const id = useId()
  const chosen = assistants.find((assistant) => assistant.id === value) ?? null
  return (
    <div className="report-field">
      <label className="report-label" htmlFor={id}>
        Assistant
      </label>
      <Combobox.Root<Assistant>
        items={assistants}
        value={chosen}
        limit={mostDrawn}
        autoHighlight
        itemToStringLabel={labelOf}
        isItemEqualToValue={(one, other) => one.id === other.id}
        onValueChange={(assistant) => assistant !== null && onChange(assistant.id)}
      >
        <div className="assistant-input">
          <Combobox.Input id={id} className="input" onFocus={({ target }) => target.select()} />
          <Combobox.Trigger className="button quiet small icon" aria-label="Show all assistants">
            <ChevronDown aria-hidden />
          </Combobox.Trigger>
        </div>
        <Combobox.Portal>
          <Combobox.Positioner className="select-positioner" sideOffset={4}>
            <Combobox.Popup className="menu assistant-menu" aria-label="Assistants">
              <Combobox.Empty className="assistant-none">Nothing in the archive is called so.</Combobox.Empty>
              <Combobox.List>
                {(assistant: Assistant) => (
                  <Combobox.Item
                    key={assistant.id}
                    value={assistant}
                    className={isPart(assistant) ? 'menu-item is-part' : 'menu-item'}
                  >
                    <span className="tick">
                      <Combobox.ItemIndicator>
                        <Check aria-hidden />
                      </Combobox.ItemIndicator>
                    </span>
                    {assistant.source !== null && <SourceDot source={assistant.source} />}
                    <span className="assistant-name">{assistant.name}</span>
                    <span className="assistant-kind">{kinds[assistant.kind]}</span>
                    <span className="assistant-count">{countText(assistant.conversations)}</span>
                  </Combobox.Item>
                )}
              </Combobox.List>
            </Combobox.Popup>
          </Combobox.Positioner>
        </Combobox.Portal>
      </Combobox.Root>
    </div>
  )
}

/** "gpt-4o (ChatGPT)": found by either word. */
function labelOf({ name, sourceName }: Assistant): string {
  return sourceName === null || sourceName === name ? name : `${name} (${sourceName})`
}

function isPart({ kind }: Assistant): boolean {
  return kind !== 'all' && kind !== 'source'
}
