import { FirstPasswordPage } from '../../../src/features/session/first-password-page.tsx'

export default function Page() {
  return <FirstPasswordPage />
}
