/** In what language an artifact is written, by its type or its file name. */

const languageOfType: Readonly<Record<string, string>> = {
  'application/vnd.ant.react': 'jsx',
  'application/vnd.ant.mermaid': 'mermaid',
  'text/markdown': 'markdown',
  'text/html': 'html',
  'image/svg+xml': 'xml',
}

const languageOfExtension: Readonly<Record<string, string>> = {
  c: 'c',
  cpp: 'cpp',
  cs: 'csharp',
  css: 'css',
  csv: 'csv',
  go: 'go',
  htm: 'html',
  html: 'html',
  java: 'java',
  js: 'javascript',
  json: 'json',
  jsx: 'jsx',
  kt: 'kotlin',
  md: 'markdown',
  mermaid: 'mermaid',
  mmd: 'mermaid',
  php: 'php',
  py: 'python',
  r: 'r',
  rb: 'ruby',
  rs: 'rust',
  sh: 'bash',
  sql: 'sql',
  svg: 'xml',
  swift: 'swift',
  toml: 'toml',
  ts: 'typescript',
  tsx: 'tsx',
  vue: 'vue',
  xml: 'xml',
  yaml: 'yaml',
  yml: 'yaml',
}

/** The language of an artifact, null where neither its type nor the end of its name tells. */
export function languageOfArtifact(type: string | null, name: string): string | null {
  const extension = /\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase() ?? ''
  return languageOfType[type ?? ''] ?? languageOfExtension[extension] ?? null
}
