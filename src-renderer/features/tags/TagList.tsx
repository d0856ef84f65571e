/** The tags in the left pane, by name or by how many conversations have them. */
import { ArrowDownAZ, ArrowDownWideNarrow, Palette, Pencil, Trash2 } from 'lucide-react'
import { TagDot } from '../../tags/TagDot.tsx'
import { orderTags, useTags } from '../../tags/tags-store.ts'
import { OwnPlaces } from '../../ui/OwnPlaces.tsx'
import { PlaceHeading } from '../../ui/PlaceHeading.tsx'
import { changeTag, editTag, removeTag } from './tag-actions.ts'

type Props = {
  /** The tag whose conversations are listed. */
  current: number | null
  onChoose: (tagId: number) => void
  /** Called when a tag is gone. */
  onGone: (tagId: number) => void
}

export function TagList({ current, onChoose, onGone }: Props) {
  const { tags, order } = useTags()
  const byName = order === 'name'
  const orderLabel = byName ? 'Tags by name. Sort by number' : 'Tags by number. Sort by name'
  const tagOf = (id: number) => tags.find((tag) => tag.id === id)
  const remove = (id: number): void => {
    const tag = tagOf(id)
    if (tag !== undefined) void removeTag(tag).then((isGone) => isGone && onGone(id))
  }
  const rename = async (id: number, name: string): Promise<void> => {
    const tag = tagOf(id)
    if (tag !== undefined) await changeTag(tag, { name: name.trim() })
  }
  return (
    <>
      <PlaceHeading id="places-tags" heading="Tags" newLabel="New tag…" onNew={() => editTag('new')}>
        {tags.length > 1 && (
          <button
            type="button"
            className="button quiet small icon"
            aria-label={orderLabel}
            title={orderLabel}
            onClick={() => orderTags(byName ? 'count' : 'name')}
          >
            {byName ? <ArrowDownAZ aria-hidden /> : <ArrowDownWideNarrow aria-hidden />}
          </button>
        )}
      </PlaceHeading>
      <OwnPlaces
        kind="tag"
        labelledBy="places-tags"
        places={tags.map(({ id, name, color, conversations }) => ({
          id,
          name,
          count: conversations,
          mark: <TagDot color={color} />,
        }))}
        current={current}
        onChoose={onChoose}
        onRename={rename}
        onDelete={remove}
        actions={(id, startRenaming) => [
          { label: 'Rename', icon: Pencil, shortcut: 'F2', run: startRenaming },
          { label: 'Colour…', icon: Palette, run: () => editTag(tagOf(id) ?? null) },
          {
            label: 'Delete',
            icon: Trash2,
            shortcut: 'Del',
            isDangerous: true,
            beginsGroup: true,
            run: () => remove(id),
          },
        ]}
      />
    </>
  )
}
