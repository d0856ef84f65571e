/**
 * The lines that measure and scroll an exported page from an isolated world. They are text because they run in another
 * process; each says what it answers.
 */
export interface PageScript<T> {
  readonly code: string
  /** Never set: it carries the type of the answer. */
  readonly answer?: T
}

function script<T>(code: string): PageScript<T> {
  return { code }
}

/** Answers when the fonts that the text needs are there; pictures came with loading. */
export function waitForFonts(): PageScript<null> {
  return script(`document.fonts.ready.then(() => null)`)
}

/** Answers how many device pixels a CSS pixel has, and how tall the page is in CSS pixels. */
export function measurePage(): PageScript<{ readonly pixelRatio: number; readonly height: number }> {
  return script(`({ pixelRatio: devicePixelRatio, height: document.documentElement.scrollHeight })`)
}

/**
 * Makes a page ready to be captured band by band: waits until the window is as wide as wanted (CSS pixels), measures the
 * page, adds room below so that every band can stand at the top of the window, and a mark at the lower edge. Answers CSS
 * pixels.
 */
export function prepareBands(
  width: number,
  markHeight: number,
): PageScript<{ readonly width: number; readonly height: number; readonly bandHeight: number }> {
  return script(`(async () => {
    const frame = () => new Promise((drawn) => requestAnimationFrame(drawn))
    for (let frames = 0; frames < 600 && innerWidth < ${width}; frames++) await frame()
    await document.fonts.ready
    const root = document.documentElement
    root.style.overflow = 'hidden'
    root.style.width = '${width}px'
    const body = document.body
    body.style.display = 'flow-root'
    const height = Math.max(1, Math.ceil(body.getBoundingClientRect().bottom + scrollY))
    const room = document.createElement('div')
    room.style.height = '4000px'
    body.append(room)
    const mark = document.createElement('div')
    mark.id = 'band-mark'
    mark.style.cssText = 'position:fixed;left:0;right:0;bottom:0;height:${markHeight}px;z-index:2147483647'
    root.append(mark)
    return { width: ${width}, height, bandHeight: innerHeight - ${markHeight} }
  })()`)
}

/**
 * Scrolls so that a row (CSS pixels from the top of the page) is the first of the window, and colours the mark anew in the
 * same frame. Answers the colour as 0xRRGGBB.
 */
export function scrollToBand(top: number): PageScript<number> {
  return script(`(async () => {
    const mark = document.getElementById('band-mark')
    const colour = (Number(mark.dataset.colour ?? 0) + 0x3d1a47) & 0xffffff
    mark.dataset.colour = String(colour)
    mark.style.background = '#' + colour.toString(16).padStart(6, '0')
    scrollTo(0, ${top})
    await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))
    if (scrollY !== ${top}) throw new Error('The page stands at ' + scrollY + ' instead of ${top}.')
    return colour
  })()`)
}
