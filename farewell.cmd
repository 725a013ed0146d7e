@node --disable-warning=ExperimentalWarning "%~dp0src\launch.mjs" %*
