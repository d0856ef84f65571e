/** The head of the reader: what is open, where it comes from, and what can be done with it. */
import { Menu } from '@base-ui/react/menu'
import type { OpenConversation } from '@shared/contract/conversation.ts'
import { Check, Ellipsis, PanelRight } from 'lucide-react'
import { counted } from '../../ui/counts.ts'
import { dateText } from '../../ui/dates.ts'
import { lastOfPath } from '../../ui/path-name.ts'
import { isMac } from '../../ui/platform.ts'

type Props = {
  opened: OpenConversation
  sourceName: string
  branches: number
  hiddenMessages: number
  showsHidden: boolean
  isPanelOpen: boolean
  onExport: () => void
  onFind: () => void
  onShowHidden: (shows: boolean) => void
  onShowPanel: (shows: boolean) => void
}

export function ReaderHeader(props: Props) {
  const { opened, hiddenMessages, isPanelOpen } = props
  const panelLabel = isPanelOpen ? 'Hide details' : 'Show details'
  return (
    <header className="reader-header">
      <div className="reader-title">
        <h1 dir="auto">{opened.row.title}</h1>
        <p className="reader-facts">
          {factsOf(props).map((fact) => (
            <bdi key={fact}>{fact}</bdi>
          ))}
        </p>
      </div>
      <div className="reader-tools">
        <button type="button" className="button" title={isMac ? '⌘F' : 'Ctrl+F'} onClick={props.onFind}>
          Find
        </button>
        <button type="button" className="button primary" onClick={props.onExport}>
          Export…
        </button>
        <button
          type="button"
          className="button icon"
          aria-label={panelLabel}
          title={panelLabel}
          aria-pressed={isPanelOpen}
          onClick={() => props.onShowPanel(!isPanelOpen)}
        >
          <PanelRight aria-hidden />
        </button>
        <Menu.Root>
          <Menu.Trigger className="button icon" aria-label="More about this conversation" title="More">
            <Ellipsis aria-hidden />
          </Menu.Trigger>
          <Menu.Portal>
            <Menu.Positioner className="menu-positioner" align="end" sideOffset={4}>
              <Menu.Popup className="menu">
                <Menu.CheckboxItem
                  className="menu-item"
                  checked={props.showsHidden}
                  disabled={hiddenMessages === 0}
                  closeOnClick
                  onCheckedChange={props.onShowHidden}
                >
                  <span className="tick">
                    <Menu.CheckboxItemIndicator>
                      <Check aria-hidden />
                    </Menu.CheckboxItemIndicator>
                  </span>
                  Show hidden messages
                  <span className="shortcut">{hiddenMessages === 0 ? 'none here' : hiddenMessages}</span>
                </Menu.CheckboxItem>
              </Menu.Popup>
            </Menu.Positioner>
          </Menu.Portal>
        </Menu.Root>
      </div>
    </header>
  )
}

/** "ChatGPT", "conversations-014.json", "imported 21 Nov 2026", "24 messages", "3 branches". */
function factsOf({ opened, sourceName, branches }: Props): string[] {
  const { row, imports } = opened
  const newest = imports.at(-1)
  const origin = newest === undefined ? [] : [lastOfPath(newest.file), `imported ${dateText(newest.at)}`]
  return [sourceName, ...origin, counted(row.messages, 'message'), counted(branches, 'branch', 'branches')]
}
