/** The built pages, as whoever composes the system has read them: the service opens no file. */

export interface WebFile {
  /** At which it is served: `/market`, `/_next/static/chunks/x.js`. */
  readonly path: string
  readonly mediaType: string
  readonly body: Uint8Array
  /** The same body, compressed. */
  readonly brotli?: Uint8Array
  readonly gzip?: Uint8Array
  /** A hash of the body. */
  readonly tag: string
  /** Its name changes with its content. */
  readonly isImmutable: boolean
  /** Of a page: what it may load and run. */
  readonly contentSecurityPolicy?: string
}

export interface WebFiles {
  readonly files: readonly WebFile[]
  /** For a person who asks for what is not there. */
  readonly missing?: WebFile
}
