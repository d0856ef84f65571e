/** Copies all that was found as a list, in the form that is chosen. */
import { Menu } from '@base-ui/react/menu'
import { Copy } from 'lucide-react'
import { copyResults } from './copy-results.ts'
import type { ListForm } from './results-text.ts'

const forms: readonly { readonly form: ListForm; readonly name: string }[] = [
  { form: 'markdown', name: 'Copy as Markdown list' },
  { form: 'text', name: 'Copy as text' },
]

export function CopyMenu({ sourceNameOf }: { sourceNameOf: (source: string) => string }) {
  return (
    <Menu.Root>
      <Menu.Trigger className="button quiet small icon" aria-label="Copy results" title="Copy results">
        <Copy aria-hidden />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner className="menu-positioner" align="end" sideOffset={4} collisionPadding={8}>
          <Menu.Popup className="menu">
            {forms.map(({ form, name }) => (
              <Menu.Item
                key={form}
                className="menu-item"
                onClick={() => void copyResults(form, sourceNameOf)}
              >
                {name}
              </Menu.Item>
            ))}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  )
}
