import { Frame } from '../src/frame/frame.tsx'
import { MissingPage } from '../src/frame/missing-page.tsx'

export default function NotFound() {
  return (
    <Frame>
      <MissingPage />
    </Frame>
  )
}
