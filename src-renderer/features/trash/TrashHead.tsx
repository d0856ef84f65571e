/** Above the trash: conversations or messages, and how long they stay. */
import { Segmented } from '../../ui/Segmented.tsx'
import { countText } from '../../ui/counts.ts'
import { emptyTrash, useTrash } from './trash-store.ts'
import './trash.css'

type Props = {
  shows: 'trash' | 'trash-messages'
  /** Conversations in the trash. */
  conversations: number
  /** After how many days the trash empties itself; null for never. */
  emptiesAfterDays: number | null
  onShow: (shows: 'trash' | 'trash-messages') => void
}

export function TrashHead({ shows, conversations, emptiesAfterDays, onShow }: Props) {
  const { deleted, next } = useTrash()
  const messages = deleted === null ? '' : ` ${countText(deleted.length)}${next === null ? '' : '+'}`
  const isEmpty = conversations === 0 && (deleted?.length ?? 0) === 0
  return (
    <div className="trash-head">
      <Segmented
        label="What of the trash is shown"
        value={shows}
        choices={[
          { value: 'trash', label: `Conversations ${countText(conversations)}` },
          { value: 'trash-messages', label: `Messages${messages}` },
        ]}
        onChange={onShow}
      />
      <p className="trash-note">
        {emptiesAfterDays === null
          ? 'Stays here until you empty it.'
          : `What has been here for ${emptiesAfterDays} days is deleted for good.`}
      </p>
      <button
        type="button"
        className="button small danger"
        disabled={isEmpty}
        onClick={() => void emptyTrash(conversations)}
      >
        Empty trash…
      </button>
    </div>
  )
}
