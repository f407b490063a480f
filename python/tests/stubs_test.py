"""The stubs name what is there, with the same parameters, and everything public says what it does."""
import ast
import inspect
import pathlib
import unittest

import sacrum

STUB = ast.parse(pathlib.Path(sacrum.__file__).with_name("__init__.pyi").read_text(encoding="utf-8"))


def parameters(function):
    found = function.args
    return [argument.arg for argument in (*found.posonlyargs, *found.args, *found.kwonlyargs)]


class Stubs(unittest.TestCase):
    def test_functions(self):
        functions = [node for node in STUB.body if isinstance(node, ast.FunctionDef)]
        self.assertGreater(len(functions), 5)
        for stub in functions:
            self.assertEqual(parameters(stub), list(inspect.signature(getattr(sacrum, stub.name)).parameters), stub.name)

    def test_classes(self):
        for stub in (node for node in STUB.body if isinstance(node, ast.ClassDef)):
            if any(isinstance(base, ast.Name) and base.id == "TypedDict" for base in stub.bases):
                continue
            real = getattr(sacrum, stub.name)
            for member in stub.body:
                if isinstance(member, ast.AnnAssign):
                    self.assertTrue(hasattr(real, member.target.id) or stub.name == "Session", member.target.id)
                elif not member.decorator_list and stub.name != "Recording":
                    self.assertEqual(parameters(member), list(inspect.signature(getattr(real, member.name)).parameters), member.name)
                else:
                    self.assertTrue(hasattr(real, member.name), member.name)

    def test_everything_public_is_in_the_stubs_and_documented(self):
        names = {getattr(node, "name", None) for node in STUB.body}
        names |= {alias.asname for node in STUB.body if isinstance(node, ast.ImportFrom) for alias in node.names if alias.asname}
        names |= {node.target.id for node in STUB.body if isinstance(node, ast.AnnAssign)}
        for name in sacrum.__all__:
            self.assertIn(name, names)
            if callable(getattr(sacrum, name)):
                self.assertTrue((getattr(sacrum, name).__doc__ or "").strip(), name)


if __name__ == "__main__":
    unittest.main()
