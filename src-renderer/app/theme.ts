/** Light or dark: as the reader has set it, or as the computer is. Style sheets look at `data-theme` alone. */
import type { Settings } from '@shared/contract/settings.ts'
import { useSettings } from '../features/settings/settings-store.ts'

type Theme = 'light' | 'dark'

const systemTheme = window.matchMedia('(prefers-color-scheme: dark)')

function themeOf(setting: Settings['theme'], isSystemDark: boolean): Theme {
  if (setting !== 'system') return setting
  return isSystemDark ? 'dark' : 'light'
}

/** Sets the theme now and whenever the setting or the computer changes. */
export function followTheme(): void {
  const apply = (): void => {
    const setting = useSettings.getState().settings?.theme ?? 'system'
    showTheme(themeOf(setting, systemTheme.matches))
  }
  apply()
  systemTheme.addEventListener('change', apply)
  useSettings.subscribe(apply)
}

/** Takes in what the app says of the computer's theme, which counts where the reader has set none. */
export function systemThemeHeard(isDark: boolean): void {
  showTheme(themeOf(useSettings.getState().settings?.theme ?? 'system', isDark))
}

function showTheme(theme: Theme): void {
  document.documentElement.dataset['theme'] = theme
}
