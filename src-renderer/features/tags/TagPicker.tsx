/** Chooses the tags of one or many conversations: each choice counts at once. Enter gives or takes, Escape closes. */
import { Dialog } from '@base-ui/react/dialog'
import { useMemo } from 'react'
import { TagDot } from '../../tags/TagDot.tsx'
import { useTags } from '../../tags/tags-store.ts'
import { counted } from '../../ui/counts.ts'
import { PickList } from '../../ui/PickList.tsx'
import { pickTags, toggleTag, useTagDialogs } from './tag-actions.ts'
import { tagStates } from './tag-states.ts'

export function TagPicker() {
  const tagged = useTagDialogs((state) => state.tagged)
  return (
    <Dialog.Root open={tagged !== null} onOpenChange={(open) => !open && pickTags(null)}>
      <Dialog.Portal>
        <Dialog.Backdrop className="veil" />
        <Dialog.Popup className="dialog pick-dialog">
          <Picker tagged={tagged ?? []} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

type PickerProps = {
  tagged: readonly { readonly title: string; readonly tags: readonly string[] }[]
}

function Picker({ tagged }: PickerProps) {
  const tags = useTags((state) => state.tags)
  const stateOf = useMemo(() => tagStates(tagged.map((row) => row.tags)), [tagged])
  const [only] = tagged
  return (
    <>
      <Dialog.Title className="dialog-title">
        Tags of{' '}
        {tagged.length === 1 && only ? <bdi>“{only.title}”</bdi> : counted(tagged.length, 'conversation')}
      </Dialog.Title>
      <div className="pick-body">
        <PickList
          label="Tags"
          placeholder="Type to find or make a tag"
          noun="tag"
          items={tags.map(({ id, name, color, conversations }) => ({
            id,
            name,
            count: conversations,
            state: stateOf(name),
            mark: <TagDot color={color} />,
          }))}
          onPick={({ name, state }) => void toggleTag(name, state !== 'all')}
          onCreate={(name) => void toggleTag(name, true)}
        />
      </div>
      <footer className="dialog-footer">
        <Dialog.Close className="button primary">Done</Dialog.Close>
      </footer>
    </>
  )
}
