/** Tags: names that many conversations share, with a colour. */
import { z } from 'zod'
import { command } from './command.ts'
import { conversationIds, type LeftOver } from './library.ts'

/** The colours a tag may have; the window knows their shades in light and dark. */
export const tagColors = [
  'red',
  'orange',
  'yellow',
  'green',
  'teal',
  'blue',
  'purple',
  'pink',
  'grey',
] as const
export type TagColor = (typeof tagColors)[number]

export interface Tag {
  readonly id: number
  readonly name: string
  readonly color: TagColor | null
  readonly description: string | null
  /** Where the reader has put it among the others; 0 where nobody has. */
  readonly position: number
  /** Those in the trash are not counted. */
  readonly conversations: number
  /** ms; null for a tag from before times were noted, and for one that came with an import. */
  readonly createdAt: number | null
  readonly updatedAt: number | null
}

export const tagName = z.string().trim().min(1, 'A tag needs a name.').max(200)
const tagNames = z.array(tagName).min(1).max(1000)
const color = z.enum(tagColors).nullable()
const description = z.string().trim().max(1024).nullable()
const id = z.number().int()

export const tagCommands = {
  /** All tags; those with the same count, and of the same position, by name. */
  'tags.list': command(
    z.object({
      by: z.enum(['name', 'count', 'position']).default('name'),
      direction: z.enum(['ascending', 'descending']).default('ascending'),
    }),
  ).answers<readonly Tag[]>(),
  /** Makes a tag; one that has the name already is answered as it is. */
  'tags.create': command(
    z.object({ name: tagName, color: color.default(null), description: description.default(null) }),
  ).answers<Tag>(),
  /**
   * Changes what is given. A name that another tag has is refused (`invalid-input`) unless `merge` is set: the other tag
   * then takes over the conversations, this one goes, and the other is answered.
   */
  'tags.change': command(
    z.object({
      id,
      name: tagName.optional(),
      color: color.optional(),
      description: description.optional(),
      position: z.number().int().min(0).optional(),
      merge: z.boolean().default(false),
    }),
  ).answers<Tag>(),
  /** Deletes a tag; its conversations lose it. One that is stopped half-way stays, with the conversations that are left. */
  'tags.remove': command(z.object({ id })).answers<LeftOver>(),
  /** Gives tags to conversations; what is new is made. Answers how many conversations had not had all of them. */
  'tags.add': command(z.object({ ids: conversationIds, names: tagNames })).answers<
    LeftOver & { readonly changed: number }
  >(),
  /** Takes tags away from conversations; answers how many had had one. The tags themselves stay. */
  'tags.take': command(z.object({ ids: conversationIds, names: tagNames })).answers<
    LeftOver & { readonly changed: number }
  >(),
  /** Gives a conversation exactly these tags; answers their names. */
  'tags.replace': command(z.object({ id: z.string().min(1), names: z.array(tagName).max(1000) })).answers<
    readonly string[]
  >(),
}
