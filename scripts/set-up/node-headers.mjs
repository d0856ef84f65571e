import { cpSync, existsSync, mkdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { cacheFolder } from './cache-folder.mjs'

/**
 * A folder with `include/node`, as node-gyp wants it: that of the running Node, if it came with one.
 *
 * Otherwise one is made from what npm carries, the Node-API headers, which are all that better-sqlite3 includes.
 * node-gyp itself would download the rest from a host that is out of reach on many machines.
 */
export async function nodeHeaders() {
  const prefix = dirname(dirname(realpathSync(process.execPath)))
  const files = ['include/node/node_api.h', 'include/node/common.gypi']
  if (files.every((file) => existsSync(join(prefix, file)))) return prefix

  const made = join(cacheFolder(), 'node-headers', `${process.version}-${process.arch}`)
  const include = join(made, 'include/node')
  mkdirSync(include, { recursive: true })
  const { default: nodeApi } = await import('node-api-headers')
  cpSync(nodeApi.include_dir, include, { recursive: true })
  for (const [file, before, after] of experimentalPart) replaceIn(join(include, file), before, after)
  // node-gyp reads these two; the second is how this Node itself was configured.
  writeFileSync(join(include, 'common.gypi'), JSON.stringify(commonSettings))
  writeFileSync(join(include, 'config.gypi'), JSON.stringify(process.config))
  return made
}

/**
 * What Node's own headers declare under NAPI_EXPERIMENTAL, and those of npm leave out: its version, and finalizers that run during
 * garbage collection and put off what they may not do there. Without them the addon crashes when it ends.
 */
const experimentalPart = [
  ['js_native_api_types.h', '#define NAPI_VERSION 8', '#define NAPI_VERSION NAPI_VERSION_EXPERIMENTAL'],
  [
    'js_native_api_types.h',
    'typedef struct napi_env__* node_api_nogc_env;',
    'typedef const struct napi_env__* node_api_nogc_env;',
  ],
  [
    'js_native_api_types.h',
    'typedef napi_finalize node_api_nogc_finalize;',
    'typedef void(NAPI_CDECL* node_api_nogc_finalize)(node_api_nogc_env env, void* data, void* hint);',
  ],
  [
    'js_native_api.h',
    '\nEXTERN_C_END',
    `
#define NODE_API_EXPERIMENTAL_HAS_POST_FINALIZER
NAPI_EXTERN napi_status NAPI_CDECL node_api_post_finalizer(
    node_api_basic_env env, napi_finalize callback, void* data, void* hint);

EXTERN_C_END`,
  ],
]

function replaceIn(file, before, after) {
  const text = readFileSync(file, 'utf8')
  // Not a step that failed, but a newer version of the package, for which this list has to be looked through again.
  if (!text.includes(before)) throw new Error(`${file} has changed: it no longer says ${before.trim()}`)
  writeFileSync(file, text.replace(before, after))
}

/** The little of Node's own common.gypi that an addon for Linux or macOS needs. */
const commonSettings = {
  target_defaults: {
    default_configuration: 'Release',
    configurations: {
      Release: { cflags: ['-O3', '-fno-omit-frame-pointer'] },
      Debug: { cflags: ['-g', '-O0'] },
    },
    cflags: ['-pthread', '-fPIC'],
    cflags_cc: ['-fno-rtti', '-fno-exceptions'],
    ldflags: ['-pthread'],
    conditions: [['OS=="mac"', { xcode_settings: { OTHER_LDFLAGS: ['-undefined dynamic_lookup'] } }]],
  },
}
