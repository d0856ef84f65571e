/** The head of the reader: what is open, where it comes from, and what can be done with it. */
import { Menu } from '@base-ui/react/menu'
import type { OpenConversation } from '@shared/contract/conversation.ts'
import type { LibraryRow } from '@shared/contract/library.ts'
import { windowShortcuts } from '@shared/shortcuts/shortcuts.ts'
import { Archive, Check, Database, Ellipsis, PanelRight, Star, Trash2 } from 'lucide-react'
import { Fragment, useRef } from 'react'
import type { Action } from '../../ui/ActionMenu.tsx'
import { counted } from '../../ui/counts.ts'
import { dateText } from '../../ui/dates.ts'
import { lastOfPath } from '../../ui/path-name.ts'
import { shortcutText } from '../../ui/shortcut-keys.ts'
import type { ReaderDesk } from './reader-desk.ts'
import { ReaderTitle } from './ReaderTitle.tsx'

type Props = {
  opened: OpenConversation
  sourceName: string
  branches: number
  hiddenMessages: number
  showsHidden: boolean
  isPanelOpen: boolean
  desk: ReaderDesk
  isRenaming: boolean
  onRename: (isRenaming: boolean) => void
  onExport: () => void
  /** Leads to a new dataset with this conversation chosen. */
  onDataset: () => void
  onFind: () => void
  onShowHidden: (shows: boolean) => void
  onShowPanel: (shows: boolean) => void
}

export function ReaderHeader(props: Props) {
  const { opened, isPanelOpen, desk } = props
  const favorite = desk.favoriteAction(opened.row)
  const panelLabel = isPanelOpen ? 'Hide details' : 'Show details'
  return (
    <header className="reader-header">
      <div className="reader-title">
        <ReaderTitle opened={opened} desk={desk} isRenaming={props.isRenaming} onRename={props.onRename} />
        <p className="reader-facts">
          {Object.entries(factsOf(props)).map(([place, fact]) => (
            // A file may be called like its product.
            <bdi key={place}>{fact}</bdi>
          ))}
        </p>
        <StatusLine row={opened.row} desk={desk} />
        {desk.relativesOf(opened.row.id)}
        {desk.tagsOf(opened.row)}
      </div>
      <div className="reader-tools">
        <button
          type="button"
          className="button"
          title={shortcutText(windowShortcuts['find-here'])}
          onClick={props.onFind}
        >
          Find
        </button>
        <button type="button" className="button primary" onClick={props.onExport}>
          Export…
        </button>
        {opened.row.status !== 'deleted' && (
          <button
            type="button"
            className="button icon reader-favorite"
            aria-label="Favorite"
            title={favorite.label}
            aria-pressed={opened.row.status === 'favorite'}
            onClick={favorite.run}
          >
            <Star aria-hidden />
          </button>
        )}
        <button
          type="button"
          className="button icon"
          aria-label="Make a dataset of this conversation"
          title="Make a dataset"
          onClick={props.onDataset}
        >
          <Database aria-hidden />
        </button>
        <button
          type="button"
          className="button icon"
          aria-label={panelLabel}
          title={`${panelLabel} (${shortcutText(windowShortcuts.details)})`}
          aria-pressed={isPanelOpen}
          onClick={() => props.onShowPanel(!isPanelOpen)}
        >
          <PanelRight aria-hidden />
        </button>
        <MoreMenu {...props} />
      </div>
    </header>
  )
}

/** Says that what is read is not in the library, and the way back. */
function StatusLine({ row, desk }: { row: LibraryRow; desk: ReaderDesk }) {
  const back = desk.bringBackAction(row)
  if (back === null) return null
  const isDeleted = row.status === 'deleted'
  const Icon = isDeleted ? Trash2 : Archive
  return (
    <p className="reader-status">
      <Icon aria-hidden />
      {isDeleted ? 'In the trash' : 'Archived'}
      <button type="button" className="link" onClick={back.run}>
        {back.label}
      </button>
    </p>
  )
}

function MoreMenu({ opened, desk, hiddenMessages, showsHidden, onShowHidden, onRename }: Props) {
  const chosen = useRef<Action['run'] | null>(null)
  const trigger = useRef<HTMLButtonElement>(null)
  // The focus goes back to the button before the action runs: a dialog that it opens then returns it there.
  const onClosed = (isOpen: boolean): void => {
    if (isOpen) return
    trigger.current?.focus()
    chosen.current?.()
    chosen.current = null
  }
  return (
    <Menu.Root onOpenChangeComplete={onClosed}>
      <Menu.Trigger
        ref={trigger}
        className="button icon"
        aria-label="More about this conversation"
        title="More"
      >
        <Ellipsis aria-hidden />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner className="menu-positioner" align="end" sideOffset={4}>
          <Menu.Popup className="menu" finalFocus={false}>
            {desk
              .conversationActions(opened.row, () => onRename(true))
              .map((action, index) => (
                <Fragment key={action.label}>
                  {action.beginsGroup && index > 0 && <Menu.Separator className="menu-line" />}
                  <Menu.Item
                    className={action.isDangerous ? 'menu-item danger' : 'menu-item'}
                    onClick={() => {
                      chosen.current = action.run
                    }}
                  >
                    <action.icon aria-hidden />
                    {action.label}
                  </Menu.Item>
                </Fragment>
              ))}
            <Menu.Separator className="menu-line" />
            <Menu.CheckboxItem
              className="menu-item"
              checked={showsHidden}
              disabled={hiddenMessages === 0}
              closeOnClick
              onCheckedChange={onShowHidden}
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
  )
}

/** "ChatGPT", "conversations-014.json", "imported 21 Nov 2026", "24 messages", "3 branches". */
function factsOf({ opened, sourceName, branches }: Props): string[] {
  const { row, imports } = opened
  const newest = imports.at(-1)
  const origin = newest === undefined ? [] : [lastOfPath(newest.file), `imported ${dateText(newest.at)}`]
  return [sourceName, ...origin, counted(row.messages, 'message'), counted(branches, 'branch', 'branches')]
}
