/** A text file, or its gzip, line by line: captures have lines of 5 MB and may be larger than memory. */
import { createReadStream } from 'node:fs'
import { pipeline, type Readable } from 'node:stream'
import { StringDecoder } from 'node:string_decoder'
import { createGunzip } from 'node:zlib'

/** Without line ends; the last line may lack one. Rejects with the file system's or zlib's own error. */
export async function* readLines(path: string): AsyncGenerator<string> {
  const decoder = new StringDecoder('utf8')
  let parts: string[] = []
  for await (const chunk of openBytes(path)) {
    const pieces = decoder.write(chunk).split('\n')
    const last = pieces.pop() ?? ''
    for (const piece of pieces) {
      parts.push(piece)
      yield parts.join('')
      parts = []
    }
    parts.push(last)
  }
  parts.push(decoder.end())
  const rest = parts.join('')
  if (rest !== '') yield rest
}

/** With `pipeline`, the failure or end of either stream ends the other, and reading rejects with it. */
function openBytes(path: string): Readable {
  const file = createReadStream(path)
  return path.endsWith('.gz') ? pipeline(file, createGunzip(), () => {}) : file
}
