"""Hidden files and folders that are read like any other: those in which tools keep credentials and what was typed.

Whoever hands a folder over hands these over too, and leaks sit in them more often than anywhere else. Other hidden files
are indexes, caches and settings of programs; `--hidden` reads them. `.auditignore` leaves out any of them.
"""

from __future__ import annotations

MEMBER = False

_FILES = frozenset(
    """.env .envrc .npmrc .yarnrc .yarnrc.yml .pypirc .pip .condarc .netrc .git-credentials .gitconfig .htpasswd .htaccess .pgpass .pg_service.conf
.my.cnf .mylogin.cnf .mongorc.js .dbshell .s3cfg .boto .passwd-s3fs .dockercfg .credentials .secrets .tugboat .vault-token .terraformrc
.esmtprc .msmtprc .fetchmailrc .getmailrc .muttrc .mutt .ftpconfig .remote-sync.json .sftp-config.json .ftppass .lftprc .wgetrc .curlrc
.bashrc .bash_profile .bash_aliases .bash_login .bash_logout .bash_history .profile .zshrc .zshenv .zprofile .zsh_history .sh_history
.history .ksh_history .fish_history .python_history .node_repl_history .irb_history .psql_history .mysql_history .sqlite_history
.rediscli_history .lesshst .viminfo .travis.yml .gitlab-ci.yml .drone.yml .woodpecker.yml .appveyor.yml .databrickscfg .kaggle.json
.streamlit.toml .jupyter_config.json .smbcredentials .rhosts .shosts .xinitrc .Renviron .Rprofile .rclone.conf""".split()
)
#: Read with all that lies below them.
_FOLDERS = frozenset(
    """.aws .azure .gcloud .oci .docker .kube .ssh .circleci .github .vscode .idea .mozilla .streamlit .kaggle .terraform.d
.subversion .m2 .gem .cargo .bundle .composer .huggingface .dbt""".split()
)


def bears_credentials(name: str, *, is_folder: bool) -> bool:
    """Whether a hidden file or folder is one of those that are read without being asked for."""
    if is_folder:
        return name in _FOLDERS
    return name in _FILES or name.startswith((".env.", ".env-", ".netrc."))
