/** The title of the open conversation: edited in its place, with the one its source gave in sight where they differ. */
import type { OpenConversation } from '@shared/contract/conversation.ts'
import { RenameField } from '../../ui/RenameField.tsx'
import type { ReaderDesk } from './reader-desk.ts'

type Props = {
  opened: OpenConversation
  desk: ReaderDesk
  isRenaming: boolean
  onRename: (isRenaming: boolean) => void
}

export function ReaderTitle({ opened: { row, originalTitle }, desk, isRenaming, onRename }: Props) {
  return (
    <>
      {isRenaming ? (
        <>
          <h1 className="visually-hidden">{row.title}</h1>
          <RenameField
            label="Title"
            title={row.title}
            top={null}
            onRename={(title) => desk.rename(row.id, title)}
            onEnd={() => onRename(false)}
          />
        </>
      ) : (
        <h1 dir="auto" title="Double-click to rename" onDoubleClick={() => onRename(true)}>
          {row.title}
        </h1>
      )}
      {originalTitle !== null && originalTitle !== row.title && (
        <p className="reader-original">
          Original title: <bdi>{originalTitle}</bdi>{' '}
          <button type="button" className="link" onClick={() => desk.giveBackTitle(row.id)}>
            Use it
          </button>
        </p>
      )}
    </>
  )
}
