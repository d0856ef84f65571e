/**
 * Lets parquetjs-lite be bundled: a file of its was generated for scripts, which may assign to names that nobody declared;
 * a bundle is a module, which may not.
 */

const assigned = /^\s*([A-Za-z]\w*) = module\.exports\.\1 = /gm

/** The plugin for every build that holds datasets. */
export function declareParquetNames() {
  return {
    name: 'declare-parquet-names',
    transform(code, id) {
      if (!/parquetjs-lite[\\/]gen-nodejs[\\/]parquet_types\.js/.test(id)) return null
      const names = [...code.matchAll(assigned)].map(([, name]) => name)
      if (names.length === 0) throw new Error('parquetjs-lite is not as it was: no names were found in it.')
      return { code: `var ${names.join(', ')};\n${code}`, map: null }
    },
  }
}
