"""What is wrong with this installation, and how to mend it, in sentences."""

# house: what the doctor says is for a terminal

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.checks import WARNING, run_checks
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

SAFE_SQLITE = (3, 51, 3)  # the release that mended the write-ahead log's reset race
ROOM = 1024**3


@dataclass(frozen=True)
class Finding:
    """One thing looked at: fine or not, and what to do about it."""

    fine: bool
    what: str
    mend: str = ""


def examine() -> Iterator[Finding]:
    """Look at everything that commonly goes wrong; the database's own findings stop where it cannot be reached."""
    yield from _place()
    yield from _settings()
    try:
        connection.ensure_connection()
    except DatabaseError as problem:
        yield Finding(False, f"数据库打不开：{problem}", "检查 LVYE_DATABASE_URL 和数据库是否在运行")
        return
    yield _engine()
    missing = not_upgraded()
    yield Finding(
        not missing,
        f"数据库结构：{missing} 步待升级" if missing else "数据库结构是最新的",
        "运行 lvye migrate" if missing else "",
    )
    if not missing:
        yield from _contents()


def not_upgraded() -> int:
    """How many steps the database is behind the program. Raises DatabaseError where it cannot be reached."""
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _place() -> Iterator[Finding]:
    home = Path(settings.LVYE_HOME)
    fine = home.is_dir() and os.access(home, os.W_OK)
    yield Finding(fine, f"数据目录 {home}", "" if fine else "建立这个目录，并让运行绿叶的用户可以写")
    if fine:
        free = shutil.disk_usage(home).free
        yield Finding(free > ROOM, f"磁盘还剩 {free // 1024**2} MB", "" if free > ROOM else "清理磁盘，至少留 1 GB")
    vendor = settings.PACKAGE / "static" / "vendor" / "htmx.min.js"
    yield Finding(
        vendor.exists(),
        "前端文件齐全" if vendor.exists() else "缺少前端文件",
        "" if vendor.exists() else "运行 make setup",
    )
    gathered = settings.DEBUG or (Path(settings.STATIC_ROOT) / "staticfiles.json").exists()
    yield Finding(
        gathered,
        "页面的样式和脚本已经收集" if gathered else "页面的样式和脚本还没有收集，打开页面会出错",
        "" if gathered else "运行 lvye migrate",
    )


def _settings() -> Iterator[Finding]:
    yield Finding(
        not settings.DEBUG,
        "调试模式关闭" if not settings.DEBUG else "调试模式开着",
        "" if not settings.DEBUG else "去掉 LVYE_DEBUG",
    )
    open_door = "*" in settings.ALLOWED_HOSTS
    yield Finding(
        not open_door,
        "只接受指定的域名" if not open_door else "接受任何域名",
        "把 LVYE_ALLOWED_HOSTS 写成学校自己的域名" if open_door else "",
    )
    problems = run_checks(include_deployment_checks=False)
    serious = [p for p in problems if p.level > WARNING]
    yield Finding(
        not serious,
        f"程序自检：{len(serious)} 个错误" if serious else "程序自检通过",
        "；".join(str(p.msg) for p in serious),
    )


def _engine() -> Finding:
    if connection.vendor == "sqlite":
        fine = sqlite3.sqlite_version_info >= SAFE_SQLITE
        return Finding(fine, f"SQLite {sqlite3.sqlite_version}", "" if fine else "安装 pysqlite3（make setup 会做）")
    return Finding(True, f"PostgreSQL {connection.cursor().connection.info.server_version // 10000}")


def _contents() -> Iterator[Finding]:
    from lvye.kernel.setup.api import code_text, is_set_up

    if not is_set_up():
        yield Finding(
            True,
            f"这里还没有学校，建校口令 {code_text()}",
            f"打开 {settings.BASE_URL}/setup/ 建校；从别的电脑打开时要写这个口令",
        )
    yield from _records()
    yield _stock()
    yield from _guards()


def _stock() -> Finding:
    """What the stores hold, by its balances and by its moves."""
    from lvye.modules.stores.api import prove

    wrong = prove()
    return Finding(
        not wrong,
        f"库存有 {len(wrong)} 处和收发明细账对不上" if wrong else "库存和收发明细账相符",
        "先备份，再运行 lvye stock rebuild，按明细账重算库存" if wrong else "",
    )


def _records() -> Iterator[Finding]:
    from lvye.kernel.audit.api import verify
    from lvye.kernel.files.api import missing
    from lvye.kernel.jobs.api import health
    from lvye.kernel.notices.api import failed
    from lvye.kernel.papers.api import doctor as fonts

    report = verify()
    yield Finding(
        report.sound, f"操作记录 {report.entries} 条，链条{'完整' if report.sound else '断开'}", report.problem
    )
    lost = missing()
    yield Finding(
        not lost, f"文件：{len(lost)} 个丢失或被改动" if lost else "文件齐全", "从备份里取回 files 目录" if lost else ""
    )
    complaints = health(timezone.now())
    late = [str(one) for one in complaints if one.late]
    if late:
        more = f"（共 {len(late)} 项没有按时运行）" if len(late) > 1 else ""
        yield Finding(False, f"后台任务：{late[0]}{more}", "让 lvye serve 或 lvye worker 一直运行")
    for one in complaints:
        if not one.late:
            yield Finding(False, f"后台任务：{one}", "看日志里的错误；修好以后它会自己再运行")
    given_up = len(failed())
    if given_up:
        yield Finding(False, f"有 {given_up} 封信发了五次都没有成功", "检查 LVYE_EMAIL_URL，然后重新启动")
    yield from (Finding(one.ok, str(one.what), str(one.mend)) for one in fonts())


def _guards() -> Iterator[Finding]:
    """Triggers that a rebuilt table would have lost: the append-only guard and the search indexes."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
            wanted = {"audit_entry_no_update", "audit_entry_no_delete"}
            for model in apps.get_models():
                if any(f.name == "search_text" for f in model._meta.fields):
                    wanted |= {f"{model._meta.db_table}_fts_{deed}" for deed in ("insert", "update", "delete")}
        else:
            cursor.execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'")
            wanted = {"audit_entry_no_change", "audit_entry_no_truncate"}
        present = {row[0] for row in cursor.fetchall()}
    lost = wanted - present
    yield Finding(
        not lost,
        f"触发器：缺 {'、'.join(sorted(lost))}" if lost else "触发器齐全",
        "从备份恢复，或联系维护者重建" if lost else "",
    )
