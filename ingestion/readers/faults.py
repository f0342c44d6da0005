"""Every fault that makes a submission unreadable, with what the submitter is told."""

from __future__ import annotations

from collections.abc import Mapping

from ingestion.documents import UnreadableSubmission

SENTENCES: Mapping[str, str] = {
    "empty_file": "文件是空的（没有内容），请确认导出或上传是否完成后重新报送。",
    "no_text": "文件中没有可读取的文字或数据（可能是扫描图片或空表），请报送含文字的原始文件。",
    "too_large": "文件过大（{size} MB，上限 {limit} MB），请去掉图片或拆分后重新报送。",
    "dotfile": "“{name}”是系统隐藏文件或临时文件，不是报送材料，请报送正式文件。",
    "unknown_type": (
        "无法识别的文件类型（{extension}），{hint}请另存为 docx、pdf、txt、html、xlsx 或 csv 后重新报送。"
    ),
    "unsupported_format": "暂不能读取 {format} 格式，请用办公软件打开后另存为 {target} 再报送。",
    "mislabelled": "文件扩展名是 {extension}，内容却是{content}，请改正扩展名或用办公软件另存后重新报送。",
    "encrypted": "文件已加密或设有打开密码，请取消密码后重新报送。",
    "macros": "文件含有宏程序，不予读取，请另存为不含宏的 {target} 后重新报送。",
    "truncated_archive": "文件不完整（可能在传输中被截断），请重新导出并报送。",
    "corrupt_archive": "文件已损坏，无法解压（{detail}），请用办公软件打开修复并另存后重新报送。",
    "corrupt_document": "文件内容已损坏（{detail}），请用办公软件打开修复并另存后重新报送。",
    "truncated_pdf": "PDF 文件不完整（缺少结尾，可能在传输中被截断），请重新导出并报送。",
    "too_many_pages": "文件页数过多（{count} 页，上限 {limit} 页），请按材料拆分后重新报送。",
    "picture_too_large": "图片过大（{width}×{height} 像素），不予读取，请以 200—300 DPI 重新扫描后报送。",
    "scanned": (
        "文件是扫描件或图片，没有文字层，现有系统未安装文字识别组件，不能读取。"
        "请报送 docx 或由办公软件直接导出的 PDF，或请管理员安装 ocr 组件后重新读取。"
    ),
    "garbled_text": (
        "PDF 的字体没有写明文字编码，取出的文字是乱码，不予采用。请报送 docx 或用办公软件重新导出 PDF。"
    ),
    "zip_bomb": "文件解压后异常庞大（{size} MB，压缩比 {ratio}:1），不予读取，请用办公软件另存后重新报送。",
    "archive": (
        "压缩包要放入收件文件夹，由系统逐个登记其中的文件，请将压缩包重新放入收件文件夹，或解压后逐个报送。"
    ),
    "nested_archive": "压缩包里还有压缩包，不予解开，请把里面的文件直接放入一个压缩包，或解压后逐个报送。",
    "unsupported_archive": "暂不能读取 {format} 压缩包，请改用 zip 格式压缩，或解压后逐个报送。",
    "empty_archive": "压缩包中没有文件，请确认压缩是否完成后重新报送。",
    "encrypted_archive": "压缩包设有密码，请取消密码重新压缩，或解压后逐个报送。",
    "locked_members": (
        "压缩包的 {total} 个文件中有 {count} 个不能取出：{names}，其余文件已照常接收，请重新报送这些文件。"
    ),
    "too_many_members": "压缩包中的文件过多（上限 {limit} 个），请按单位或年度分成几个压缩包后重新报送。",
    "link": "压缩包里的这一项是指向别处的链接，不是文件，请放入文件本身重新压缩报送。",
    "unsafe_path": "文件内部含有不安全的路径（{part}），不予读取，请用办公软件另存后重新报送。",
    "entity_declaration": (
        "文件的“{part}”部分含有实体或外部引用声明（DOCTYPE），不予读取，请用办公软件另存后重新报送。"
    ),
    "far_corner_sheet": (
        "工作表“{sheet}”的数据散布到很远的单元格（{corner}），请删除表外的多余内容后重新报送。"
    ),
    "too_many_cells": "工作簿的单元格过多（{count} 个，上限 {limit} 个），请按年度或地区拆分后重新报送。",
    "binary_content": "文件扩展名是文本，内容却是二进制数据，请用办公软件另存为正确格式后重新报送。",
    "unknown_encoding": (
        "无法判断文字编码（既不是 UTF-8，也不是通顺的 GB18030 中文），请以 UTF-8 编码另存后重新报送。"
    ),
    "time_limit": "读取文件超过 {seconds} 秒，已停止，请检查文件是否过于庞大或损坏，精简后重新报送。",
    "memory_limit": "读取文件所需内存超过上限，已停止，请检查文件是否过于庞大或损坏，精简后重新报送。",
    "reader_crashed": "文件使读取程序异常退出（{detail}），请用办公软件打开并另存后重新报送。",
    "reader_failed": "读取程序不能处理该文件（{detail}），请用办公软件另存后重新报送，并告知系统管理员。",
}
"""Fault code → the sentence for the submitter, with the particulars of the case to fill in."""


def fault(code: str, **particulars: object) -> UnreadableSubmission:
    """The exception for a fault; a code or a particular that the sentences lack is an error of ours."""
    return UnreadableSubmission(code, SENTENCES[code].format(**particulars))
