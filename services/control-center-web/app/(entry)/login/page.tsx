import { LoginPage } from '../../../src/features/session/login-page.tsx'

export default function Page() {
  return <LoginPage />
}
