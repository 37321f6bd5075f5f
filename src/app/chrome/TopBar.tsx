// Name, scenario, lenses, and the page's own switches.

import {
  BadgeCheck,
  CircleHelp,
  Command as CommandIcon,
  LibraryBig,
  Moon,
  PanelLeft,
  PanelRight,
  Presentation,
  Share2,
  Sun,
} from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { CommandButton } from '../CommandButton.tsx'
import { LensSwitch } from '../lenses/LensSwitch.tsx'
import { ViewpointChooser } from '../stage/ViewpointChooser.tsx'
import { useRun } from '../state/run-state.ts'
import { useSettings } from '../state/settings.ts'
import { Logo } from './Logo.tsx'

export function TopBar({ wide }: { readonly wide: boolean }) {
  const { language, theme, presenter, lessonOpen, sideOpen } = useSettings()
  return (
    <header className="top">
      <Logo />
      <h1 className="brand">Highwater</h1>
      <ScenarioName />
      <Viewpoint />
      {wide && <LensSwitch />}
      <div className="tools">
        <CommandButton id="lesson" className="tool" pressed={lessonOpen}>
          <PanelLeft size={16} aria-hidden="true" />
        </CommandButton>
        <CommandButton id="side" className="tool" pressed={sideOpen}>
          <PanelRight size={16} aria-hidden="true" />
        </CommandButton>
        <CommandButton id="palette" className="tool scarce-off">
          <CommandIcon size={15} aria-hidden="true" />
        </CommandButton>
        <CommandButton id="help" className="tool">
          <CircleHelp size={16} aria-hidden="true" />
        </CommandButton>
        <CommandButton id="share" className="tool wide-only">
          <Share2 size={16} aria-hidden="true" />
        </CommandButton>
        <CommandButton id="fidelity" className="tool wide-only">
          <BadgeCheck size={16} aria-hidden="true" />
        </CommandButton>
        <CommandButton id="presenter" className="tool wide-only" pressed={presenter}>
          <Presentation size={16} aria-hidden="true" />
        </CommandButton>
        <CommandButton id="theme" className="tool">
          {theme === 'light' ? <Moon size={16} aria-hidden="true" /> : <Sun size={16} aria-hidden="true" />}
        </CommandButton>
        <CommandButton id="language" className="tool words" name={language === 'en' ? '한국어' : 'English'}>
          <span lang={language === 'en' ? 'ko' : 'en'}>{language === 'en' ? '한국어' : 'English'}</span>
        </CommandButton>
      </div>
    </header>
  )
}

function Viewpoint() {
  const cluster = useRun((run) => run.cluster)
  return cluster === null ? null : <ViewpointChooser cluster={cluster} />
}

function ScenarioName() {
  const { t } = useTranslation()
  const language = useSettings((settings) => settings.language)
  const info = useRun((run) => run.info)
  if (info === null) return <p className="scenario" />
  return (
    <p className="scenario">
      <CommandButton
        id="library"
        className="scenario-title"
        name={t('library.choose', { title: info.title[language] })}
      >
        <LibraryBig size={16} aria-hidden="true" />
        <b>{info.title[language]}</b>
      </CommandButton>
      <span className="scenario-facts">{t('scenario.facts', { seed: info.seed, rules: info.rules })}</span>
    </p>
  )
}
