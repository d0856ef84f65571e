/**
 * Every tag and attribute that render/ writes. Tests hold its output to this list, and whoever puts that output into a
 * document gives the list to the sanitiser as a second wall.
 */
const ownTags =
  'a article audio bdi blockquote br button code details div em figcaption figure h1 h2 h3 h4 h5 h6 header hr img li ol p pre s small span strong summary table tbody td th thead tr ul video'
const mathTags =
  'math semantics annotation mrow mi mn mo ms mtext mspace mfrac msqrt mroot msub msup msubsup munder mover munderover mtable mtr mtd mlabeledtr mpadded mphantom menclose mstyle mglyph merror svg path line'

export const allowedTags: readonly string[] = `${ownTags} ${mathTags}`.split(' ')

const ownAttributes =
  'alt aria-hidden aria-label class controls data-copy dir height href open preload rel role src start style tabindex type width'
const mathAttributes =
  'accent accentunder columnalign columnlines columnspacing depth display displaystyle encoding fence form linebreak linethickness lspace mathbackground mathcolor mathsize mathvariant maxsize minsize movablelimits notation rowlines rowspacing rspace scriptlevel separator side stretchy symmetric voffset width xmlns d fill preserveAspectRatio stroke stroke-width viewBox x1 x2 y1 y2'

export const allowedAttributes: readonly string[] = [
  ...new Set(`${ownAttributes} ${mathAttributes}`.split(' ')),
]
