/** The part of highlight.js that render/code.ts uses. Its own types bring the whole DOM with them, which ends here. */
declare module 'highlight.js/lib/common' {
  const highlighter: {
    registerLanguage(name: string, grammar: object): void
    getLanguage(name: string): object | undefined
    highlight(
      code: string,
      options: { readonly language: string; readonly ignoreIllegals: boolean },
    ): { readonly value: string }
  }
  export default highlighter
}

declare module 'highlight.js/lib/languages/dart' {
  const grammar: object
  export default grammar
}

declare module 'highlight.js/lib/languages/dockerfile' {
  const grammar: object
  export default grammar
}

declare module 'highlight.js/lib/languages/elixir' {
  const grammar: object
  export default grammar
}

declare module 'highlight.js/lib/languages/haskell' {
  const grammar: object
  export default grammar
}

declare module 'highlight.js/lib/languages/julia' {
  const grammar: object
  export default grammar
}

declare module 'highlight.js/lib/languages/latex' {
  const grammar: object
  export default grammar
}

declare module 'highlight.js/lib/languages/powershell' {
  const grammar: object
  export default grammar
}

declare module 'highlight.js/lib/languages/scala' {
  const grammar: object
  export default grammar
}
