import { SystemPage } from '../../../src/features/system/system-page.tsx'

export default function Page() {
  return <SystemPage />
}
