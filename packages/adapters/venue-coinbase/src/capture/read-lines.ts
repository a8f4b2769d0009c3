/** A text file, or its gzip, line by line: captures have lines of 5 MB and may be larger than memory. */
import { createReadStream } from 'node:fs'
import { StringDecoder } from 'node:string_decoder'
import { createGunzip } from 'node:zlib'

/** Without line ends; the last line may lack one. Rejects with the file system's or zlib's own error. */
export async function* readLines(path: string): AsyncGenerator<string> {
  const file = createReadStream(path)
  const stream = path.endsWith('.gz') ? file.compose(createGunzip()) : file
  const decoder = new StringDecoder('utf8')
  let parts: string[] = []
  for await (const chunk of stream) {
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
