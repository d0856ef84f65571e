/** The fields of an AI Studio prompt that the model has a place for. Everything else in a file is kept as `extra`. */

export const heldOfPrompt: ReadonlySet<string> = new Set([
  'id',
  'title',
  'createTime',
  'updateTime',
  'runSettings',
  'systemInstruction',
  'chunkedPrompt',
])

export const heldOfChunkedPrompt: ReadonlySet<string> = new Set(['chunks', 'pendingInputs'])

/** Of a chunk: who speaks, and every kind of content. */
export const heldOfChunk: ReadonlySet<string> = new Set([
  'role',
  'text',
  'parts',
  'isThought',
  'createTime',
  'executableCode',
  'codeExecutionResult',
  'driveDocument',
  'driveImage',
  'driveVideo',
  'driveAudio',
  'inlineFile',
  'inlineData',
  'inlineImage',
  'youtubeVideo',
  'errorMessage',
])
