/**
 * The bodies of messages as pieces of document, made once and copied on demand. The only place of the viewer where
 * HTML becomes elements: what render/ wrote (safe by its own rules) passes DOMPurify on the way.
 */
import type { ShownMessage } from '@shared/contract/conversation.ts'
import { allowedAttributes, allowedTags } from '@shared/render/allowed-markup.ts'
import { partsToHtml } from '@shared/render/parts.ts'
import type { RenderLook } from '@shared/render/parts.ts'
import DOMPurify, { type Config } from 'dompurify'
import { RecentMap } from './recent-map.ts'

/** Characters of HTML that stay laid out. */
const capacity = 12_000_000

const look: RenderLook = { fileUrl: (hash) => `app://media/${hash}`, isStatic: false }

const cleaning: Config = {
  ALLOWED_TAGS: [...allowedTags],
  ALLOWED_ATTR: [...allowedAttributes],
  ALLOW_DATA_ATTR: false,
  ALLOWED_URI_REGEXP: /^(?:https?:|mailto:|app:\/\/media\/)/iu,
  // Otherwise every value is held against the addresses above, also the number that a list starts with.
  ADD_URI_SAFE_ATTR: allowedAttributes.filter((name) => name !== 'href' && name !== 'src'),
  SANITIZE_NAMED_PROPS: true,
}

const purifier = DOMPurify(window)
// Pictures and sounds come from the archive alone: another address would tell someone that this was read.
purifier.addHook('uponSanitizeAttribute', (_element, attribute) => {
  if (attribute.attrName === 'src' && !attribute.attrValue.startsWith('app://media/'))
    attribute.keepAttr = false
})

export class MessagePages {
  private readonly pages = new RecentMap<ShownMessage, DocumentFragment>(capacity)
  /** Which folds of a message stand open, in their order; only of messages where the reader touched one. */
  private readonly folds = new WeakMap<ShownMessage, readonly boolean[]>()

  /** A fresh copy of a message's body. */
  pageOf(message: ShownMessage): DocumentFragment {
    return document.importNode(this.pages.get(message) ?? this.layOut(message), true)
  }

  rememberFolds(message: ShownMessage, body: HTMLElement): void {
    this.folds.set(
      message,
      [...body.querySelectorAll('details')].map((fold) => fold.open),
    )
  }

  restoreFolds(message: ShownMessage, body: HTMLElement): void {
    const open = this.folds.get(message)
    if (open === undefined) return
    body.querySelectorAll('details').forEach((fold, place) => {
      fold.open = open[place] ?? false
    })
  }

  private layOut(message: ShownMessage): DocumentFragment {
    const html = partsToHtml(message.parts, message.attachments, look)
    const page = purifier.sanitize(html, { ...cleaning, RETURN_DOM_FRAGMENT: true })
    this.pages.set(message, page, html.length)
    return page
  }
}
